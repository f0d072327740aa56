using System.Buffers.Binary;
using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>
/// Makes one key of many values. Keys that were made by the same calls are equal where all values are. Every list is
/// hashed with its count and every text with its length, so that neighbours are not mistaken for each other: "ab", "c"
/// and "a", "bc" give two keys.
/// </summary>
internal sealed class KeyHasher : IDisposable
{
    private readonly ContentHasher _hash = new();

    // Values are gathered: hashing each alone would take longer than all of them together.
    private byte[] _buffer = new byte[4096];
    private int _used;

    public void Dispose() => _hash.Dispose();

    /// <summary>Adds a list of texts.</summary>
    internal KeyHasher Add(params ReadOnlySpan<string> values)
    {
        Add(values.Length);
        foreach (var value in values) AddText(value);
        return this;
    }

    /// <summary>Adds a number.</summary>
    internal KeyHasher Add(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), number);
        _used += sizeof(long);
        return this;
    }

    /// <summary>The key of all that was added so far.</summary>
    internal Digest ToDigest()
    {
        Flush();
        return _hash.Current();
    }

    private void AddText(string text)
    {
        var room = Room(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, room[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(room, length);
        _used += sizeof(int) + length;
    }

    private Span<byte> Room(int size)
    {
        if (_buffer.Length - _used < size) Flush();
        if (_buffer.Length < size) _buffer = new byte[size];
        return _buffer.AsSpan(_used);
    }

    private void Flush()
    {
        _hash.Append(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}

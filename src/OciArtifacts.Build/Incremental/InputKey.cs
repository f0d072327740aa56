using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Build.Framework;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Incremental;

/// <summary>Everything that a task is told, as one digest: as long as it stays the same, and files do, so does the artifact.</summary>
internal sealed class InputKey : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[1024];

    public void Dispose() => _hash.Dispose();

    internal InputKey Add(params ReadOnlySpan<string> values)
    {
        Count(values.Length);
        foreach (var value in values) Add(value);
        return this;
    }

    /// <summary>Adds items in their order, each with the metadata that matter.</summary>
    internal InputKey Add(IReadOnlyList<ITaskItem> items, IReadOnlyList<string> metadata)
    {
        Count(items.Count);
        foreach (var item in items)
        {
            Add(item.ItemSpec);
            foreach (var name in metadata) Add(item.GetMetadata(name));
        }

        return this;
    }

    internal Digest ToDigest() => Digest.Parse($"sha256:{Convert.ToHexStringLower(_hash.GetCurrentHash())}");

    // With its length before it: what stands beside it cannot be taken for a part of it.
    private void Add(string value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length) + sizeof(int);
        if (_buffer.Length < most) _buffer = new byte[most];
        var length = Encoding.UTF8.GetBytes(value, _buffer.AsSpan(sizeof(int)));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer, length);
        _hash.AppendData(_buffer, 0, sizeof(int) + length);
    }

    private void Count(int count)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, count);
        _hash.AppendData(bytes);
    }
}

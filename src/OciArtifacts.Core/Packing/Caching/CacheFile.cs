using System.Security.Cryptography;
using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>
/// The form of the file of a <see cref="DigestCache"/>: a mark with the version of the form, who wrote it, files, layers, and the sha256 of all that. Ten
/// thousand files are read in a few milliseconds, which JSON is not. Whatever is not understood is no cache.
/// </summary>
internal static class CacheFile
{
    private static ReadOnlySpan<byte> Mark => "OCIADC02"u8;

    internal static (byte[] Bytes, Digest Fingerprint) Write(string writer, IEnumerable<KeyValuePair<string, CachedFile>> files, IEnumerable<KeyValuePair<string, CachedLayer>> layers)
    {
        var buffer = new MemoryStream();
        buffer.Write(Mark);
        using var output = new BinaryWriter(buffer, Encoding.UTF8);
        output.Write(writer);
        var allFiles = files.OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        output.Write(allFiles.Count);
        foreach (var (path, file) in allFiles)
        {
            output.Write(path);
            output.Write(file.Origin);
            output.Write(file.Stamp.Size);
            output.Write(file.Stamp.Modified);
            output.Write(file.Stamp.Changed);
            output.Write(file.Stamp.Inode);
            output.Write(file.Stamp.Mode);
            output.Write(file.IsTimestampReliable);
            output.Write(file.RewriteCount);
            Write(output, file.Digest);
        }

        var allLayers = layers.OrderBy(layer => layer.Key, StringComparer.Ordinal).ToList();
        output.Write(allLayers.Count);
        foreach (var (name, layer) in allLayers)
        {
            output.Write(name);
            Write(output, layer.ShapeKey);
            Write(output, layer.ContentKey);
            Write(output, layer.Packed);
            output.Write(layer.Size);
            Write(output, layer.Uncompressed);
        }

        var hash = SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        output.Write(hash);
        return (buffer.ToArray(), Digest.FromHash(Digest.Sha256Name, hash));
    }

    /// <summary>Reads what <see cref="Write(string, IEnumerable{KeyValuePair{string, CachedFile}}, IEnumerable{KeyValuePair{string, CachedLayer}})"/> made.</summary>
    /// <returns>What tells it from others; <see langword="null"/>, and nothing is read, where it is damaged or of another writer.</returns>
    internal static Digest? Read(byte[] bytes, string writer, Dictionary<string, CachedFile> files, Dictionary<string, CachedLayer> layers)
    {
        var end = bytes.Length - SHA256.HashSizeInBytes;
        if (end < Mark.Length || !bytes.AsSpan().StartsWith(Mark)) return null;
        if (!SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end))) return null;
        using var input = new BinaryReader(new MemoryStream(bytes, Mark.Length, end - Mark.Length), Encoding.UTF8);
        if (input.ReadString() != writer) return null;
        var count = input.ReadInt32();
        files.EnsureCapacity(count);
        for (var i = 0; i < count; i++)
        {
            var path = input.ReadString();
            var origin = input.ReadString();
            var stamp = new FileStamp(input.ReadInt64(), input.ReadInt64(), input.ReadInt64(), input.ReadInt64(), input.ReadInt32());
            var (isTimestampReliable, rewriteCount) = (input.ReadBoolean(), input.ReadInt32());
            files[path] = new CachedFile(origin, stamp, isTimestampReliable, ReadDigest(input)) { RewriteCount = rewriteCount };
        }

        count = input.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            layers[input.ReadString()] = new CachedLayer(ReadDigest(input), ReadDigest(input), ReadDigest(input), input.ReadInt64(), ReadDigest(input));
        }

        return Digest.FromHash(Digest.Sha256Name, bytes.AsSpan(end));
    }

    private static void Write(BinaryWriter output, Digest digest) => output.Write(Convert.FromHexString(digest.Encoded));

    private static Digest ReadDigest(BinaryReader input)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        input.BaseStream.ReadExactly(hash);
        return Digest.FromHash(Digest.Sha256Name, hash);
    }
}

using System.Security.Cryptography;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>
/// Reads and writes the file of a <see cref="DigestCache"/>, a <see cref="SealedFile"/>. It is binary, because ten
/// thousand entries have to be read in a few milliseconds. The file of another writer is treated as absent.
/// </summary>
internal static class CacheFile
{
    private static ReadOnlySpan<byte> Mark => "OCIADC03"u8;

    /// <returns>The fingerprint of the contents.</returns>
    /// <exception cref="OciException">The file cannot be written (<see cref="OciErrorCode.FileAccess"/>).</exception>
    internal static Digest Write(
        string path,
        string writer,
        IEnumerable<KeyValuePair<string, CachedFile>> files,
        IEnumerable<KeyValuePair<string, CachedLayer>> layers) => SealedFile.Write(path, Mark, output =>
        {
            output.Write(writer);
            WriteOrdered(output, files, static (output, file) =>
            {
                output.Write(file.Origin);
                output.Write(file.Stamp.Size);
                output.Write(file.Stamp.Modified);
                output.Write(file.Stamp.Changed);
                output.Write(file.Stamp.Inode);
                output.Write(file.Stamp.Mode);
                output.Write(file.IsTimestampReliable);
                output.Write(file.RewriteCount);
                WriteDigest(output, file.Digest);
            });
            WriteOrdered(output, layers, static (output, layer) =>
            {
                WriteDigest(output, layer.ShapeKey);
                WriteDigest(output, layer.ContentKey);
                WriteDigest(output, layer.Packed);
                output.Write(layer.Size);
                WriteDigest(output, layer.Uncompressed);
            });
        });

    /// <returns>
    /// The contents; <see langword="null"/> where the file is missing, damaged, outdated or of another writer.
    /// </returns>
    internal static CacheContents? Read(string path, string writer) => SealedFile.Read(path, Mark, (input, fingerprint) =>
        input.ReadString() == writer ? new CacheContents(fingerprint, ReadAll(input, ReadFile), ReadAll(input, ReadLayer)) : null);

    // Sorted, so that equal contents are equal bytes.
    private static void WriteOrdered<T>(BinaryWriter output, IEnumerable<KeyValuePair<string, T>> entries, Action<BinaryWriter, T> write)
    {
        var all = entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        output.Write(all.Count);
        foreach (var (path, entry) in all)
        {
            output.Write(path);
            write(output, entry);
        }
    }

    private static Dictionary<string, T> ReadAll<T>(BinaryReader input, Func<BinaryReader, T> read)
    {
        var count = input.ReadInt32();
        var all = new Dictionary<string, T>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var path = input.ReadString();
            all[path] = read(input);
        }

        return all;
    }

    private static CachedFile ReadFile(BinaryReader input)
    {
        var origin = input.ReadString();
        var stamp = new FileStamp(input.ReadInt64(), input.ReadInt64(), input.ReadInt64(), input.ReadInt64(), input.ReadInt32());
        var (isTimestampReliable, rewriteCount) = (input.ReadBoolean(), input.ReadInt32());
        return new CachedFile(origin, stamp, isTimestampReliable, ReadDigest(input)) { RewriteCount = rewriteCount };
    }

    private static CachedLayer ReadLayer(BinaryReader input) =>
        new(ReadDigest(input), ReadDigest(input), ReadDigest(input), input.ReadInt64(), ReadDigest(input));

    private static void WriteDigest(BinaryWriter output, Digest digest) => output.Write(Convert.FromHexString(digest.Encoded));

    private static Digest ReadDigest(BinaryReader input)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        input.BaseStream.ReadExactly(hash);
        return Digest.FromHash(Digest.Sha256Name, hash);
    }
}

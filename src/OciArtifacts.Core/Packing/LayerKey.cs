using System.Buffers.Binary;
using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Archives;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>What the bytes of an archive depend on, as digests: equal keys mean equal archives.</summary>
internal static class LayerKey
{
    /// <summary>The settings of the layer, and of each entry its path, mode and size, in the order of the archive.</summary>
    internal static Digest ShapeKey(PlannedLayer layer, DateTimeOffset entryTime, IReadOnlyList<SourceFile> files, IReadOnlyList<FileStamp> stamps)
    {
        using var hash = new ContentHasher();
        Append(hash, $"{layer.Format} {layer.Compression} {layer.Level} {layer.BeginsWithDot} {layer.IsUnpackedByOras} {entryTime.ToUnixTimeSeconds()}");

        // Folders above the root of an archive in the form of ORAS have no entry.
        Append(hash, layer.IsUnpackedByOras ? layer.Annotations.GetValueOrDefault(Annotations.Title, "") : "");
        for (var i = 0; i < files.Count; i++)
        {
            Append(hash, files[i].EntryPath);
            Append(hash, files[i].IsFromPackage ? 1 : 0);
            Append(hash, stamps[i].Mode);
            Append(hash, stamps[i].Size);
        }

        return hash.Current();
    }

    /// <summary>The outline, and the digest of each file.</summary>
    internal static Digest ContentKey(Digest outline, IEnumerable<Digest> files)
    {
        using var hash = new ContentHasher();
        Append(hash, outline.ToString());
        foreach (var file in files) Append(hash, file.ToString());
        return hash.Current();
    }

    private static void Append(ContentHasher hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.Append(bytes);
    }

    private static void Append(ContentHasher hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.Append(bytes);
    }
}

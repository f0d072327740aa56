using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Archives;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>The keys of an archive. Two archives with equal content keys have equal bytes.</summary>
internal static class LayerKey
{
    /// <summary>
    /// The key of everything except the content of the files: the settings of the layer, and the path, mode and size of each
    /// entry in the order of the archive. It is known before any file is read.
    /// </summary>
    internal static Digest ShapeKey(
        PlannedLayer layer, DateTimeOffset entryTime, IReadOnlyList<SourceFile> files, IReadOnlyList<FileStamp> stamps)
    {
        using var key = new KeyHasher();
        var isUnpackedByOras = layer.IsUnpackedByOras;
        var time = entryTime.ToUnixTimeSeconds();
        key.Add($"{layer.Format} {layer.Compression} {layer.Level} {layer.BeginsWithDot} {isUnpackedByOras} {time}");

        // An archive that ORAS unpacks has no entries for the folders above its root, which is the title.
        key.Add(isUnpackedByOras ? layer.Annotations.GetValueOrDefault(Annotations.Title, "") : "");
        for (var i = 0; i < files.Count; i++)
        {
            key.Add(files[i].EntryPath).Add(files[i].IsFromPackage ? 1 : 0).Add(stamps[i].Mode).Add(stamps[i].Size);
        }

        return key.ToDigest();
    }

    /// <summary>The key of everything: the shape key, and the digest of each file.</summary>
    internal static Digest ContentKey(Digest shapeKey, IEnumerable<Digest> files)
    {
        using var key = new KeyHasher();
        key.Add(shapeKey.ToString());
        foreach (var file in files) key.Add(file.ToString());
        return key.ToDigest();
    }
}

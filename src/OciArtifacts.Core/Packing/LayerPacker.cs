using System.IO.Compression;
using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Archives;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Packing.Compression;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// Packs one layer. An archive appears in the work folder whole or not at all, and stays there as long as it would be the same; a raw file stays where
/// it is.
/// </summary>
/// <param name="folder">The work folder, an absolute path.</param>
/// <param name="entryTime">The time of every entry.</param>
/// <param name="cache">What earlier runs found out.</param>
/// <param name="pool">The memory for compressing.</param>
/// <param name="scope">What the layers belong to, where several have layers of one name.</param>
/// <param name="ahead">Archives that are packed already, or about to be.</param>
internal sealed class LayerPacker(string folder, DateTimeOffset entryTime, DigestCache cache, BlockPool pool, string scope = "", LayersAhead? ahead = null)
{
    private const string Extension = ".layer";

    /// <summary>What the layer will be, but for its digest and size.</summary>
    internal static PackedLayer Draft(PlannedLayer layer)
    {
        var digest = Digest.Sha256(Encoding.UTF8.GetBytes(layer.Name));
        return new PackedLayer(layer.Name, Describe(layer, digest, size: 1, Unpacking(layer, digest)), "", layer.Files.Count);
    }

    /// <summary>What compresses archives.</summary>
    internal static IBlockCodec Codec(LayerCompression compression, CompressionLevel level) =>
        compression == LayerCompression.Zstd ? new ZstdCodec(level) : new GzipCodec(level);

    /// <summary>The files as an archive takes them.</summary>
    /// <exception cref="OciException">Two files want one path, a path is invalid, or a file is missing or is no regular file.</exception>
    internal static SourceList SourcesOf(IEnumerable<PlannedFile> files, DigestCache cache) => new(
        files.Select(file => new SourceFile(file.SourcePath, file.EntryPath) { IsFromPackage = file.IsFromPackage, Origin = file.Origin }), cache);

    /// <summary>Deletes what earlier packing left in the work folder and this artifact does not use.</summary>
    internal void DeleteAllBut(IEnumerable<PackedLayer> layers)
    {
        if (!Directory.Exists(folder)) return;
        var used = layers.Select(layer => layer.Path).ToHashSet(StringComparer.Ordinal);
        var left = Directory.GetFiles(folder).Where(file => !used.Contains(file) && Path.GetExtension(file) is Extension or AtomicFile.TemporaryExtension);
        foreach (var file in left) AtomicFile.Delete(file);
    }

    /// <exception cref="OciException">A file is missing or changes meanwhile, or two want one path.</exception>
    internal PackedLayer Pack(PlannedLayer layer, CancellationToken cancellation) =>
        layer.Format == LayerFormat.Raw ? PackRaw(layer, cancellation) : PackArchive(layer, cancellation);

    private PackedLayer PackRaw(PlannedLayer layer, CancellationToken cancellation)
    {
        var file = layer.Files.Single();
        if (FileStamp.Of(file.SourcePath) is { } stamp && cache.Find(file.SourcePath, file.Origin, stamp) is { } known)
        {
            return new PackedLayer(layer.Name, Describe(layer, known, stamp.Size, []), file.SourcePath, 1) { IsCached = true, Stamp = stamp };
        }

        var (digest, size) = cache.Hash(file.SourcePath, file.Origin, cancellation);
        return new PackedLayer(layer.Name, Describe(layer, digest, size, []), file.SourcePath, 1) { BytesRead = size, Stamp = cache.StampOf(file.SourcePath) };
    }

    /// <summary>Packs an archive before anybody wants it, and says what it is made of before it begins.</summary>
    /// <exception cref="OciException">A file is missing or changes meanwhile, or two want one path.</exception>
    internal ArchiveAhead PackAhead(PlannedLayer layer, Action<Digest> begin, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileNameOf(layer));
        var files = SourcesOf(layer.Files, cache);
        var outline = LayerKey.ShapeKey(layer, entryTime, files.Files, files.Stamps);
        begin(outline);
        var archive = WriteArchive(layer, files, outline, path, cancellation);
        return new ArchiveAhead(path, FileStamp.Of(path), archive);
    }

    private PackedLayer PackArchive(PlannedLayer layer, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileNameOf(layer));
        var files = SourcesOf(layer.Files, cache);
        var outline = LayerKey.ShapeKey(layer, entryTime, files.Files, files.Stamps);

        // What has other files than before is another archive, whatever is in them.
        if (cache.FindLayer(path, cancellation) is { } known && known.ShapeKey == outline && known.ContentKey == LayerKey.ContentKey(outline, files.Digests(cancellation)))
        {
            cache.AddLayer(path, known);
            return Describe(layer, path, known) with { BytesRead = files.BytesRead, IsCached = true };
        }

        var taken = TakeOver(layer, files, outline, path, cancellation);
        var written = taken ?? WriteArchive(layer, files, outline, path, cancellation);
        cache.TrackOutput(path, written.Packed);
        cache.AddLayer(path, written);
        return Describe(layer, path, written) with { BytesRead = files.BytesRead, WasAhead = taken is not null };
    }

    // What was packed ahead, if it was packed of the same.
    private CachedLayer? TakeOver(PlannedLayer layer, SourceList files, Digest outline, string path, CancellationToken cancellation)
    {
        if (ahead is null || !ahead.TryFind(layer.Name, outline, cancellation, out var packing)) return null;
        if (packing.IsCompleted && packing.Result is null) return null;
        var key = LayerKey.ContentKey(outline, files.Digests(cancellation));
        packing.Wait(cancellation);
        return packing.Result is { } begun && begun.Archive.ContentKey == key && begun.TryMoveTo(path) ? begun.Archive : null;
    }

    private CachedLayer WriteArchive(PlannedLayer layer, SourceList files, Digest outline, string path, CancellationToken cancellation)
    {
        var (packed, size, uncompressed) = AtomicFile.Write(path, file => Write(layer, files, file, cancellation));
        return new CachedLayer(outline, LayerKey.ContentKey(outline, files.Digests(cancellation)), packed, size, uncompressed);
    }

    private (Digest Packed, long Size, Digest Uncompressed) Write(PlannedLayer layer, SourceList files, Stream file, CancellationToken cancellation)
    {
        using var packed = new HashingStream(file);
        if (layer.Format == LayerFormat.Zip)
        {
            new ZipLayer(files, entryTime, layer.Level).Write(packed, cancellation);
            return (packed.Digest, packed.Length, packed.Digest);
        }

        var archive = new TarLayer(files, entryTime, layer.IsUnpackedByOras ? layer.Annotations.GetValueOrDefault(Annotations.Title, "") : "")
        {
            Prefix = layer.BeginsWithDot ? "./" : "",
        };
        if (layer.Compression == LayerCompression.None)
        {
            archive.Write(packed, cancellation);
            return (packed.Digest, packed.Length, packed.Digest);
        }

        using var codec = Codec(layer.Compression, layer.Level);
        using var compressed = new BlockStream(codec, packed, pool, cancellation);
        using var tar = new HashingStream(compressed);
        archive.Write(tar, cancellation);
        compressed.Complete();
        return (packed.Digest, packed.Length, tar.Digest);
    }

    // Names come from projects: the letters are for people, the digest keeps two apart whose letters no file system would, or whose
    // names are the same and titles are not.
    private string FileNameOf(PlannedLayer layer)
    {
        var name = string.Concat(layer.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        var identity = $"{layer.Name}\n{layer.Annotations.GetValueOrDefault(Annotations.Title)}{scope}";
        var apart = Digest.Sha256(Encoding.UTF8.GetBytes(identity)).Encoded[..8];
        return $"{(name.Length > 40 ? name[..40] : name)}.{apart}{Extension}";
    }

    private PackedLayer Describe(PlannedLayer layer, string path, CachedLayer packed) =>
        new(layer.Name, Describe(layer, packed.Packed, packed.Size, Unpacking(layer, packed.Uncompressed)), path, layer.Files.Count)
        {
            UncompressedDigest = packed.Uncompressed,
            Stamp = cache.StampOf(path),
        };

    private static IEnumerable<KeyValuePair<string, string>> Unpacking(PlannedLayer layer, Digest uncompressed) => !layer.IsUnpackedByOras ? [] :
    [
        new(Annotations.OrasContentDigest, uncompressed.ToString()),
        new(Annotations.OrasContentUnpack, "true"),
    ];

    private static Descriptor Describe(PlannedLayer layer, Digest digest, long size, IEnumerable<KeyValuePair<string, string>> more)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in layer.Annotations.Concat(more)) annotations[key] = value;
        return new Descriptor(layer.MediaType, digest, size)
        {
            ArtifactType = layer.ArtifactType,
            Annotations = annotations.Count > 0 ? annotations : null,
        };
    }
}

using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Archives;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Packing.Compression;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// Packs one layer. The work folder has all of an archive or nothing of it, and keeps the archive for the next run. A raw file
/// stays where it is.
/// </summary>
/// <param name="folder">The work folder, an absolute path.</param>
/// <param name="entryTime">The time of every entry.</param>
/// <param name="cache">The results of earlier runs.</param>
/// <param name="pool">The memory and the threads for compression.</param>
internal sealed class LayerPacker(string folder, DateTimeOffset entryTime, DigestCache cache, BlockPool pool)
{
    private const string Extension = ".layer";

    /// <summary>A text that makes the file names of this manifest's layers unique in the work folder.</summary>
    internal string Scope { get; init; } = "";

    /// <summary>Archives that were packed before the plan was known.</summary>
    internal IEarlyArchives? EarlyArchives { get; init; }

    /// <summary>The files of a layer as the sources of an archive.</summary>
    internal static SourceList SourcesOf(IEnumerable<PlannedFile> files, DigestCache cache) => new(
        files.Select(file => new SourceFile(file.SourcePath, file.EntryPath)
        {
            IsFromPackage = file.IsFromPackage,
            Origin = file.Origin,
        }),
        cache);

    /// <summary>Deletes the files of earlier runs in the work folder that these layers do not use.</summary>
    internal static void DeleteAllBut(string folder, IEnumerable<PackedLayer> layers)
    {
        if (!Directory.Exists(folder)) return;
        var used = layers.Select(layer => layer.Path).ToHashSet(StringComparer.Ordinal);
        var unused = Directory.GetFiles(folder)
            .Where(file => !used.Contains(file) && Path.GetExtension(file) is Extension or AtomicFile.TemporaryExtension);
        foreach (var file in unused) AtomicFile.Delete(file);
    }

    /// <exception cref="OciException">A file is missing or changes while it is read, or two files have the same path.</exception>
    internal PackedLayer Pack(PlannedLayer layer, CancellationToken cancellation) => layer switch
    {
        { Bytes: { } bytes } => PackBytes(layer, bytes, cancellation),
        { Format: LayerFormat.Raw } => PackRaw(layer, cancellation),
        _ => PackArchive(layer, cancellation),
    };

    /// <summary>Writes a layer that another program made into the work folder.</summary>
    /// <exception cref="OciException">The content is missing or wrong, or the file cannot be written.</exception>
    internal async Task<PackedLayer> TakeOverAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        var name = content.Annotations?.GetValueOrDefault(Annotations.Title) ?? content.Digest.Encoded;
        var path = Path.Combine(folder, FileNameOf(name, content.Digest.ToString()));
        var stream = await from.OpenVerifiedAsync(content, cancellation).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        await AtomicFile.WriteAsync(path, async file =>
        {
            await stream.CopyToAsync(file, ContentHasher.BufferSize, cancellation).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        cache.TrackOutput(path, content.Digest);
        return new PackedLayer(name, content, path, 1) { Stamp = cache.StampOf(path) };
    }

    private PackedLayer PackBytes(PlannedLayer layer, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var digest = Digest.Sha256(bytes.Span);
        var path = Path.Combine(folder, FileNameOf(layer.Name, digest.ToString()));
        var isCached = cache.Has(path, digest, cancellation);
        if (!isCached)
        {
            AtomicFile.WriteAllBytes(path, bytes);
            cache.TrackOutput(path, digest);
        }

        return new PackedLayer(layer.Name, Describe(layer, digest, bytes.Length, []), path, 1)
        {
            IsCached = isCached,
            Stamp = cache.StampOf(path),
        };
    }

    private PackedLayer PackRaw(PlannedLayer layer, CancellationToken cancellation)
    {
        var file = layer.Files[0];
        if (FileStamp.Of(file.SourcePath) is { } stamp && cache.Find(file.SourcePath, file.Origin, stamp) is { } known)
        {
            return new PackedLayer(layer.Name, Describe(layer, known, stamp.Size, []), file.SourcePath, 1)
            {
                IsCached = true,
                Stamp = stamp,
            };
        }

        var (digest, size) = cache.Hash(file.SourcePath, file.Origin, cancellation);
        return new PackedLayer(layer.Name, Describe(layer, digest, size, []), file.SourcePath, 1)
        {
            BytesRead = size,
            Stamp = cache.StampOf(file.SourcePath),
        };
    }

    /// <summary>Packs an archive before the plan is known.</summary>
    /// <param name="layer">The expected layer.</param>
    /// <param name="begin">Called before the first file is read, with the key of everything except the content of the files.</param>
    /// <param name="cancellation">Stops the packing.</param>
    /// <returns>The path of the archive, with its digests and size.</returns>
    /// <exception cref="OciException">A file is missing or changes while it is read, or two files have the same path.</exception>
    internal (string Path, CachedLayer Archive) PackEarly(PlannedLayer layer, Action<Digest> begin, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileNameOf(layer));
        var files = SourcesOf(layer.Files, cache);
        var shape = LayerKey.ShapeKey(layer, entryTime, files.Files, files.Stamps);
        begin(shape);
        return (path, WriteArchive(layer, files, shape, path, cancellation));
    }

    private PackedLayer PackArchive(PlannedLayer layer, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileNameOf(layer));
        var files = SourcesOf(layer.Files, cache);
        var shape = LayerKey.ShapeKey(layer, entryTime, files.Files, files.Stamps);
        Digest ContentKey() => LayerKey.ContentKey(shape, files.Digests(cancellation));

        // With another shape key the archive differs in any case, so the files are not read to compare them.
        if (cache.FindLayer(path, cancellation) is { } known && known.ShapeKey == shape && known.ContentKey == ContentKey())
        {
            cache.AddLayer(path, known);
            return Describe(layer, path, known) with { BytesRead = files.BytesRead, IsCached = true };
        }

        var early = EarlyArchives?.TryTake(layer.Name, shape, ContentKey, path, cancellation);
        var written = early ?? WriteArchive(layer, files, shape, path, cancellation);
        cache.TrackOutput(path, written.Packed);
        cache.AddLayer(path, written);
        return Describe(layer, path, written) with { BytesRead = files.BytesRead, WasPackedEarly = early is not null };
    }

    private CachedLayer WriteArchive(PlannedLayer layer, SourceList files, Digest shape, string path, CancellationToken cancellation)
    {
        var (packed, size, uncompressed) = AtomicFile.Write(path, file => Write(layer, files, file, cancellation));
        return new CachedLayer(shape, LayerKey.ContentKey(shape, files.Digests(cancellation)), packed, size, uncompressed);
    }

    private (Digest Packed, long Size, Digest Uncompressed) Write(
        PlannedLayer layer, SourceList files, Stream file, CancellationToken cancellation)
    {
        using var packed = new HashingStream(file);
        if (layer.Format == LayerFormat.Zip)
        {
            new ZipLayer(files, entryTime, layer.Level).Write(packed, cancellation);
            return (packed.Digest, packed.Length, packed.Digest);
        }

        var root = layer.IsUnpackedByOras ? layer.Annotations.GetValueOrDefault(Annotations.Title, "") : "";
        var archive = new TarLayer(files, entryTime, root)
        {
            Prefix = layer.BeginsWithDot ? "./" : "",
        };
        if (layer.Compression == LayerCompression.None)
        {
            archive.Write(packed, cancellation);
            return (packed.Digest, packed.Length, packed.Digest);
        }

        using var codec = CodecOf(layer);
        using var compressed = new BlockStream(codec, packed, pool, cancellation);
        using var tar = new HashingStream(compressed);
        archive.Write(tar, cancellation);
        compressed.Complete();
        return (packed.Digest, packed.Length, tar.Digest);
    }

    // An archive keeps its place while its files change, so that a later run finds it. Two layers may differ only in their titles.
    private string FileNameOf(PlannedLayer layer) =>
        FileNameOf(layer.Name, $"{layer.Annotations.GetValueOrDefault(Annotations.Title)}{Scope}");

    // The letters help a person to recognize the layer. The digest makes the name unique: file systems may ignore the case of
    // letters.
    private static string FileNameOf(string name, string identity)
    {
        var letters = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        var digest = Digest.Sha256(Encoding.UTF8.GetBytes($"{name}\n{identity}")).Encoded[..8];
        return $"{(letters.Length > 40 ? letters[..40] : letters)}.{digest}{Extension}";
    }

    private static IBlockCodec CodecOf(PlannedLayer layer) =>
        layer.Compression == LayerCompression.Zstd ? new ZstdCodec(layer.Level) : new GzipCodec(layer.Level);

    private PackedLayer Describe(PlannedLayer layer, string path, CachedLayer packed) =>
        new(layer.Name, Describe(layer, packed.Packed, packed.Size, OrasAnnotations(layer, packed.Uncompressed)), path, layer.Files.Count)
        {
            UncompressedDigest = packed.Uncompressed,
            Stamp = cache.StampOf(path),
        };

    private static IEnumerable<KeyValuePair<string, string>> OrasAnnotations(PlannedLayer layer, Digest uncompressed) =>
        layer.IsUnpackedByOras
            ? [new(Annotations.OrasContentDigest, uncompressed.ToString()), new(Annotations.OrasContentUnpack, "true")]
            : [];

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

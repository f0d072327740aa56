using System.IO.Compression;
using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>Packs one layer. An archive appears in the work folder whole or not at all; a raw file stays where it is.</summary>
/// <param name="folder">The work folder, an absolute path.</param>
/// <param name="entryTime">The time of every entry.</param>
/// <param name="scope">What the layers belong to, where several have layers of one name.</param>
internal sealed class LayerPacker(string folder, DateTimeOffset entryTime, string scope = "")
{
    private const string Extension = ".layer";

    /// <summary>Deletes what earlier packing left in the work folder and this artifact does not use.</summary>
    internal void DeleteAllBut(IEnumerable<PackedLayer> layers)
    {
        if (!Directory.Exists(folder)) return;
        var used = layers.Select(layer => layer.Path).ToHashSet(StringComparer.Ordinal);
        var left = Directory.GetFiles(folder).Where(file => !used.Contains(file) && Path.GetExtension(file) is Extension or AtomicFile.TemporaryExtension);
        foreach (var file in left) AtomicFile.Delete(file);
    }

    internal Task<PackedLayer> PackAsync(PlannedLayer layer, CancellationToken cancellation) => layer.Format switch
    {
        LayerFormat.Raw => PackRawAsync(layer, cancellation),
        LayerFormat.Tar => PackArchiveAsync(layer, WriteTarAsync, cancellation),
        LayerFormat.Zip => PackArchiveAsync(layer, WriteZipAsync, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    private static async Task<PackedLayer> PackRawAsync(PlannedLayer layer, CancellationToken cancellation)
    {
        var path = layer.Files.Single().SourcePath;
        var file = SourceFile.Open(path);
        await using var disposal = file.ConfigureAwait(false);
        var hash = new HashingStream(Stream.Null);
        await using var hashDisposal = hash.ConfigureAwait(false);
        await SourceFile.CopyAsync(file, hash.WriteAsync, cancellation).ConfigureAwait(false);
        return new PackedLayer(layer.Name, Describe(layer, hash, []), path, 1) { BytesRead = hash.Length };
    }

    private async Task<PackedLayer> PackArchiveAsync(
        PlannedLayer layer, Func<PlannedLayer, Stream, CancellationToken, Task<Written>> write, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileNameOf(layer));
        var written = await AtomicFile.WriteAsync(path, file => write(layer, file, cancellation)).ConfigureAwait(false);
        return new PackedLayer(layer.Name, written.Content, path, layer.Files.Count) { BytesRead = written.BytesRead, UncompressedDigest = written.Uncompressed };
    }

    private async Task<Written> WriteTarAsync(PlannedLayer layer, Stream file, CancellationToken cancellation)
    {
        var packed = new HashingStream(file);
        await using var packedDisposal = packed.ConfigureAwait(false);
        var archive = new TarLayer(layer.Files, entryTime, layer.IsUnpackedByOras ? layer.Annotations.GetValueOrDefault(Annotations.Title, "") : "")
        {
            Prefix = layer.BeginsWithDot ? "./" : "",
        };
        if (layer.Compression == LayerCompression.None)
        {
            var plain = await archive.WriteAsync(packed, cancellation).ConfigureAwait(false);
            return new Written(Describe(layer, packed, Unpacking(layer, packed.Digest)), packed.Digest, plain);
        }

        var gzip = new GZipStream(packed, layer.Level, leaveOpen: true);
        await using var gzipDisposal = gzip.ConfigureAwait(false);
        var tar = new HashingStream(gzip);
        await using var tarDisposal = tar.ConfigureAwait(false);
        var read = await archive.WriteAsync(tar, cancellation).ConfigureAwait(false);
        await gzip.DisposeAsync().ConfigureAwait(false);
        return new Written(Describe(layer, packed, Unpacking(layer, tar.Digest)), tar.Digest, read);
    }

    private async Task<Written> WriteZipAsync(PlannedLayer layer, Stream file, CancellationToken cancellation)
    {
        var packed = new HashingStream(file);
        await using var packedDisposal = packed.ConfigureAwait(false);
        var read = await new ZipLayer(layer.Files, entryTime, layer.Level).WriteAsync(packed, cancellation).ConfigureAwait(false);
        return new Written(Describe(layer, packed, []), packed.Digest, read);
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

    private static IEnumerable<KeyValuePair<string, string>> Unpacking(PlannedLayer layer, Digest uncompressed) => !layer.IsUnpackedByOras ? [] :
    [
        new(Annotations.OrasContentDigest, uncompressed.ToString()),
        new(Annotations.OrasContentUnpack, "true"),
    ];

    private static Descriptor Describe(PlannedLayer layer, HashingStream hash, IEnumerable<KeyValuePair<string, string>> more)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in layer.Annotations.Concat(more)) annotations[key] = value;
        return new Descriptor(layer.MediaType, hash.Digest, hash.Length)
        {
            ArtifactType = layer.ArtifactType,
            Annotations = annotations.Count > 0 ? annotations : null,
        };
    }

    private sealed record Written(Descriptor Content, Digest Uncompressed, long BytesRead);
}

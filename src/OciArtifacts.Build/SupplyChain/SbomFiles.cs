using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>Lists the files in the layers of a manifest, with their hashes and their origin.</summary>
/// <param name="cache">The digests of the files that were packed.</param>
/// <param name="sums">The SHA-1 of files; <see langword="null"/> if no format needs it.</param>
internal sealed class SbomFiles(DigestCache cache, FileSums? sums)
{
    /// <summary>The files of a manifest.</summary>
    /// <param name="plan">The plan of the manifest, which was packed.</param>
    /// <param name="published">The published files by their paths on disk.</param>
    /// <param name="assets">The resolved packages and projects.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Core.OciException">A file cannot be read, or has changed since it was packed.</exception>
    internal IReadOnlyList<SbomFile> Of(
        ManifestPlan plan, IReadOnlyDictionary<string, PublishedFile> published, AssetsFile assets, CancellationToken cancellation)
    {
        var onDisk = plan.Layers.Where(layer => layer.Bytes is null)
            .SelectMany(layer => layer.Files.Select(file => (file.SourcePath, Name: NameOf(layer, file))))
            .Select(file => (file.SourcePath, file.Name, Digest: DigestOf(file.SourcePath, cancellation)))
            .ToList();
        var sha1 = sums?.Find([.. onDisk.Select(file => (file.SourcePath, file.Digest))], cancellation);
        var files = onDisk.Select(file => WithOrigin(
            new SbomFile(file.Name, file.Digest) { Sha1 = sha1?[file.Digest] ?? "" },
            published.GetValueOrDefault(file.SourcePath),
            assets));
        return [.. files, .. plan.Layers.Where(layer => layer.Bytes is not null).Select(OfBytes)];
    }

    private Digest DigestOf(string path, CancellationToken cancellation) =>
        cache.DigestOf(path) ?? cache.Hash(path, origin: "", cancellation).Digest;

    private static SbomFile WithOrigin(SbomFile file, PublishedFile? published, AssetsFile assets) =>
        published is not null && SbomComponents.OriginOf(published, assets) is { } origin
            ? file with { Origin = origin.Reference, IsGenerated = published.IsRemade }
            : file;

    private static SbomFile OfBytes(PlannedLayer layer) =>
        new(TitleOf(layer) ?? layer.Name, Digest.Sha256(layer.Bytes!.Value.Span)) { Sha1 = FileSums.Of(layer.Bytes.Value.Span) };

    // A raw layer is a file itself, and its title is the name that a client writes.
    private static string NameOf(PlannedLayer layer, PlannedFile file) =>
        layer.Format == LayerFormat.Raw ? TitleOf(layer) ?? Path.GetFileName(file.SourcePath) : file.EntryPath;

    private static string? TitleOf(PlannedLayer layer) =>
        layer.Annotations.TryGetValue(Annotations.Title, out var title) && title.Length > 0 ? title : null;
}

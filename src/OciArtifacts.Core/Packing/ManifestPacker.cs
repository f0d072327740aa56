using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Packing.Compression;

namespace OciArtifacts.Core.Packing;

/// <summary>Packs one manifest: first its layers, then its config, then the manifest with their descriptors.</summary>
/// <param name="folder">The work folder, an absolute path.</param>
/// <param name="cache">The results of earlier runs.</param>
/// <param name="pool">The memory and the threads for compression.</param>
/// <param name="workers">The number of layers that are packed at the same time.</param>
internal sealed class ManifestPacker(string folder, DigestCache cache, BlockPool pool, int workers)
{
    /// <summary>A text that makes the file names of this manifest's layers unique in the work folder.</summary>
    internal string Scope { get; init; } = "";

    /// <summary>Archives that were packed before the plan was known.</summary>
    internal IEarlyArchives? EarlyArchives { get; init; }

    /// <exception cref="OciException">A file is missing or changes while it is read, or two files have the same path.</exception>
    internal async Task<PackedManifest> PackAsync(ManifestPlan plan, Descriptor? subject, CancellationToken cancellation)
    {
        var packer = new LayerPacker(folder, plan.EntryTime, cache, pool) { Scope = Scope, EarlyArchives = EarlyArchives };
        var layers = new PackedLayer[plan.Layers.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };

        // Each layer has its own thread. The thread waits for the threads that compress, and must not take a pool thread from them.
        async ValueTask PackLayerAsync(int i, CancellationToken token) => layers[i] = await Task.Factory.StartNew(
            () => packer.Pack(plan.Layers[i], token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);

        await Parallel.ForAsync(0, layers.Length, parallel, PackLayerAsync).ConfigureAwait(false);
        var config = plan.Config?.Content(layers) ?? "{}"u8.ToArray();
        return new PackedManifest((ManifestOf(plan, layers, config.Span) with { Subject = subject }).ToBytes(), config, layers);
    }

    /// <summary>Keeps a manifest of an earlier run: a later run that finds another file in its place packs again.</summary>
    internal void Keep(PackedManifest manifest)
    {
        foreach (var layer in manifest.Layers) cache.TrackOutput(layer.Path, layer.Content.Digest);
    }

    /// <summary>Copies a manifest that another program made, with all of its content, into the work folder.</summary>
    /// <param name="content">The descriptor of the manifest.</param>
    /// <param name="artifact">Has the manifest, its config and its layers.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OciException">Content is missing, wrong or too large.</exception>
    internal async Task<PackedManifest> TakeOverAsync(Descriptor content, PackedArtifact artifact, CancellationToken cancellation)
    {
        var bytes = await artifact.ReadManifestAsync(content, cancellation).ConfigureAwait(false);
        var manifest = Manifest.Parse(bytes);
        var config = await artifact.ReadManifestAsync(manifest.Config, cancellation).ConfigureAwait(false);
        var packer = new LayerPacker(folder, DateTimeOffset.UnixEpoch, cache, pool) { Scope = Scope };
        var layers = new List<PackedLayer>();
        foreach (var layer in manifest.Layers.Where(layer => layer.MediaType != MediaType.Empty))
        {
            layers.Add(await packer.TakeOverAsync(layer, artifact, cancellation).ConfigureAwait(false));
        }

        return new PackedManifest(bytes, config, layers);
    }

    // image-spec 1.1, manifest.md, "Guidelines for Artifact Usage".
    private static Manifest ManifestOf(ManifestPlan plan, IReadOnlyList<PackedLayer> layers, ReadOnlySpan<byte> config)
    {
        var contents = layers.Count > 0 ? layers.Select(layer => layer.Content).ToList() : [Descriptor.Empty];
        return new Manifest(ConfigOf(plan, config) with { Annotations = NullIfEmpty(plan.ConfigAnnotations) }, contents)
        {
            ArtifactType = plan.ImageSpec == ImageSpecVersion.V1_1 ? plan.ArtifactType : null,
            Annotations = NullIfEmpty(plan.Annotations),
        };
    }

    private static Descriptor ConfigOf(ManifestPlan plan, ReadOnlySpan<byte> config) => plan switch
    {
        { ImageSpec: ImageSpecVersion.V1_0 } => Descriptor.Of(plan.ArtifactType, config),
        { Config: null } => Descriptor.Empty,
        _ => Descriptor.Of(plan.Config.MediaType, config),
    };

    internal static IReadOnlyDictionary<string, string>? NullIfEmpty(IReadOnlyDictionary<string, string> annotations) =>
        annotations.Count > 0 ? annotations : null;
}

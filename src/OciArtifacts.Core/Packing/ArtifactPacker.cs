using System.IO.Compression;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Archives;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Packing.Compression;

namespace OciArtifacts.Core.Packing;

/// <summary>Packs plans.</summary>
public sealed class ArtifactPacker
{
    private readonly string _folder;
    private readonly DigestCache _cache;
    private readonly int _workers;

    /// <summary>Packs with all cores, and without any memory of earlier runs.</summary>
    /// <param name="folder">The work folder, an absolute path: archives are kept there. It is made where it does not exist.</param>
    public ArtifactPacker(string folder)
        : this(folder, DigestCache.Empty(), Environment.ProcessorCount)
    {
    }

    /// <summary>Packs with the memory of earlier runs.</summary>
    /// <param name="folder">The work folder, an absolute path: archives are kept there. It is made where it does not exist.</param>
    /// <param name="cache">What earlier runs found out. The packer adds what it finds out, and does not save the cache.</param>
    /// <param name="workers">How many threads compress; the result does not depend on it.</param>
    internal ArtifactPacker(string folder, DigestCache cache, int workers)
    {
        _folder = folder;
        _cache = cache;
        _workers = workers;
    }

    /// <summary>Loads what a compression needs, for who has time before there is anything to pack.</summary>
    public static void Prepare(LayerCompression compression)
    {
        if (compression == LayerCompression.None) return;
        using var codec = LayerPacker.Codec(compression, CompressionLevel.Optimal);
        codec.Compress(new byte[4096], new MemoryStream());
    }

    /// <summary>Archives that may be packed already; they are stopped where this packer ends without them. The default is none.</summary>
    public LayersAhead? Ahead { get; init; }

    /// <summary>
    /// What the plan will be when it is packed, but for the digests and sizes of layers and what follows from them: for a rehearsal, and not to be sent. No file
    /// is read, so the config must not be made of layers.
    /// </summary>
    public static PackedArtifact Draft(ArtifactPlan plan)
    {
        var manifests = PartsOf(plan).Select(part => Draft(part.Plan, subject: null)).ToList();
        var (root, subject) = RootOf(plan, manifests);
        return new PackedArtifact(root, manifests, [.. plan.Referrers.Select(referrer => Draft(referrer, subject))]);
    }

    /// <summary>
    /// Packs the layers, in memory that does not depend on their sizes, and makes the manifest. Layers that are known to be what they were are
    /// neither read nor packed. The same plan and files give the same digest.
    /// </summary>
    /// <exception cref="OciException">A file is missing or changes meanwhile, or two want one path.</exception>
    public async Task<PackedArtifact> PackAsync(ArtifactPlan plan, CancellationToken cancellation)
    {
        var parts = PartsOf(plan);
        CheckTitles(parts.Select(part => part.Plan).Concat(plan.Referrers));
        using var pool = new BlockPool(_workers);
        Ahead?.Hurry(_workers);
        var manifests = new List<PackedManifest>();
        foreach (var (part, scope) in parts)
        {
            manifests.Add(await PackAsync(new LayerPacker(_folder, plan.EntryTime, _cache, pool, scope, Ahead), part, subject: null, cancellation).ConfigureAwait(false));
        }

        var (root, subject) = RootOf(plan, manifests);
        var packer = new LayerPacker(_folder, plan.EntryTime, _cache, pool);
        var referrers = new List<PackedManifest>();
        foreach (var referrer in plan.Referrers) referrers.Add(await PackAsync(packer, referrer, subject, cancellation).ConfigureAwait(false));

        var artifact = new PackedArtifact(root, manifests, referrers);
        Ahead?.Dispose();
        packer.DeleteAllBut(artifact.All.SelectMany(one => one.Layers));
        return artifact;
    }

    private static IReadOnlyList<(ArtifactPlan Plan, string Scope)> PartsOf(ArtifactPlan plan) =>
        plan.Entries.Count == 0 ? [(plan, "")] : [.. plan.Entries.Select(entry => (entry.Artifact, $"\n{entry.Platform}"))];

    private static (ReadOnlyMemory<byte> Bytes, Descriptor Subject) RootOf(ArtifactPlan plan, IReadOnlyList<PackedManifest> manifests)
    {
        var (bytes, mediaType) = plan.Entries.Count == 0 ? (manifests[0].ManifestBytes, MediaType.Manifest) : (IndexOf(plan, manifests).ToBytes(), MediaType.Index);
        return (bytes, Descriptor.Of(mediaType, bytes.Span));
    }

    private static PackedManifest Draft(ArtifactPlan plan, Descriptor? subject) => Join(plan, subject, [.. plan.Layers.Select(LayerPacker.Draft)]);

    private static PackedManifest Join(ArtifactPlan plan, Descriptor? subject, IReadOnlyList<PackedLayer> layers)
    {
        var config = plan.Config?.Content(layers) ?? "{}"u8.ToArray();
        return new PackedManifest((ManifestOf(plan, layers, config.Span) with { Subject = subject }).ToBytes(), config, layers);
    }

    private static void CheckTitles(IEnumerable<ArtifactPlan> plans)
    {
        foreach (var layer in plans.SelectMany(plan => plan.Layers))
        {
            if (layer.Annotations.TryGetValue(Annotations.Title, out var title)) EntryPath.Check(title);
        }
    }

    private async Task<PackedManifest> PackAsync(LayerPacker packer, ArtifactPlan plan, Descriptor? subject, CancellationToken cancellation)
    {
        var layers = new PackedLayer[plan.Layers.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _workers, CancellationToken = cancellation };

        // In threads of their own: who writes an archive waits for those that compress, and must not keep them from a thread.
        void Pack(int i, CancellationToken token) => layers[i] = packer.Pack(plan.Layers[i], token);

        await Parallel.ForAsync(0, layers.Length, parallel, async (i, token) =>
            await Task.Factory.StartNew(() => Pack(i, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false)).ConfigureAwait(false);
        return Join(plan, subject, layers);
    }

    // image-spec 1.1, image-index.md.
    private static ImageIndex IndexOf(ArtifactPlan plan, IReadOnlyList<PackedManifest> manifests) =>
        new([.. manifests.Zip(plan.Entries, (manifest, entry) => manifest.Content with { Platform = entry.Platform })])
        {
            ArtifactType = plan.ImageSpec == ImageSpecVersion.V1_1 ? plan.ArtifactType : null,
            Annotations = NullIfEmpty(plan.Annotations),
        };

    // image-spec 1.1, manifest.md, "Guidelines for Artifact Usage".
    private static Manifest ManifestOf(ArtifactPlan plan, IReadOnlyList<PackedLayer> layers, ReadOnlySpan<byte> config)
    {
        var contents = layers.Count > 0 ? layers.Select(layer => layer.Content).ToList() : [Descriptor.Empty];
        return new Manifest(ConfigOf(plan, config) with { Annotations = NullIfEmpty(plan.ConfigAnnotations) }, contents)
        {
            ArtifactType = plan.ImageSpec == ImageSpecVersion.V1_1 ? plan.ArtifactType : null,
            Annotations = NullIfEmpty(plan.Annotations),
        };
    }

    private static IReadOnlyDictionary<string, string>? NullIfEmpty(IReadOnlyDictionary<string, string> annotations) =>
        annotations.Count > 0 ? annotations : null;

    private static Descriptor ConfigOf(ArtifactPlan plan, ReadOnlySpan<byte> config) => plan switch
    {
        { ImageSpec: ImageSpecVersion.V1_0 } => Descriptor.Of(plan.ArtifactType, config),
        { Config: null } => Descriptor.Empty,
        _ => Descriptor.Of(plan.Config.MediaType, config),
    };
}

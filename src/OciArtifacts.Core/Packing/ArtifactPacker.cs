using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Packing.Compression;

namespace OciArtifacts.Core.Packing;

/// <summary>Packs plans: first the layers and manifests, then the index, then the referrers, each after its subject.</summary>
public sealed class ArtifactPacker
{
    private readonly string _folder;
    private readonly DigestCache _cache;
    private readonly int _workers;

    /// <summary>Creates a packer that uses all cores and no results of earlier runs.</summary>
    /// <param name="folder">
    /// The work folder for archives, an absolute path. The packer creates it, and deletes the archives in it that the artifact
    /// does not use. Artifacts that exist at the same time need folders of their own.
    /// </param>
    public ArtifactPacker(string folder)
        : this(folder, DigestCache.Empty(), Environment.ProcessorCount)
    {
    }

    /// <param name="folder">The work folder for archives, an absolute path. The packer creates it.</param>
    /// <param name="cache">The results of earlier runs. The packer adds its own results, and does not save the cache.</param>
    /// <param name="workers">The number of threads that compress. The bytes of the artifact do not depend on it.</param>
    internal ArtifactPacker(string folder, DigestCache cache, int workers) =>
        (_folder, _cache, _workers) = (folder, cache, workers);

    /// <summary>Archives that were packed before the plan was known. The default is none.</summary>
    internal IEarlyArchives? EarlyArchives { get; init; }

    /// <summary>The referrers that an earlier run made. The default is none.</summary>
    internal IReferrerMemory? ReferrerMemory { get; init; }

    /// <summary>
    /// Packs the artifact and its referrers. Success means that all content can be read from the returned artifact: archives
    /// are in the work folder, and raw files stay where they are. The same plan and the same files give the same digest. The
    /// memory in use does not depend on the sizes of layers.
    /// </summary>
    /// <exception cref="OciException">
    /// A file is missing (<see cref="OciErrorCode.FileNotFound"/>) or changes while it is read, two files have the same path
    /// (<see cref="OciErrorCode.DuplicatePath"/>), a title leads out of the folder of a client
    /// (<see cref="OciErrorCode.InvalidName"/>), or a producer made a referrer of another subject or type
    /// (<see cref="OciErrorCode.MalformedContent"/>). An exception of a producer itself passes unchanged.
    /// </exception>
    /// <exception cref="ArgumentException">The plan contradicts itself, such as two archives with one name.</exception>
    public async Task<PackedArtifact> PackAsync(ArtifactPlan plan, CancellationToken cancellation)
    {
        var artifact = await PackRootAsync(plan, cancellation).ConfigureAwait(false);
        artifact = await AttachAsync(artifact, plan, cancellation).ConfigureAwait(false);
        DeleteUnused(artifact);
        return artifact;
    }

    /// <summary>The first stage of <see cref="PackAsync"/>: the root, without the referrers that the plan promises.</summary>
    internal async Task<PackedArtifact> PackRootAsync(ArtifactPlan plan, CancellationToken cancellation)
    {
        PlanLayers.Check(plan);
        using var pool = new BlockPool(_workers);
        EarlyArchives?.Hurry(_workers);
        return plan switch
        {
            IndexPlan index => await new IndexPacker(pool, PackerFor).PackAsync(index, cancellation).ConfigureAwait(false),
            _ => PackedJoin.Of(
                await PackerFor(pool, scope: "").PackAsync((ManifestPlan)plan, subject: null, cancellation).ConfigureAwait(false)),
        };
    }

    /// <summary>The second stage of <see cref="PackAsync"/>: makes the promised referrers of the plan and of its entries.</summary>
    /// <returns>The artifact with its referrers.</returns>
    internal async Task<PackedArtifact> AttachAsync(PackedArtifact artifact, ArtifactPlan plan, CancellationToken cancellation)
    {
        if (!ReferrerPacker.HasPromises(plan)) return artifact;
        using var pool = new BlockPool(_workers);
        var packer = new ReferrerPacker(scope => PackerFor(pool, scope), ReferrerMemory);
        return await packer.AttachAsync(artifact, plan, cancellation).ConfigureAwait(false);
    }

    /// <summary>The last stage of <see cref="PackAsync"/>: deletes the archives of earlier runs that the artifact does not use.</summary>
    internal void DeleteUnused(PackedArtifact artifact)
    {
        EarlyArchives?.Dispose();
        LayerPacker.DeleteAllBut(_folder, artifact.AllManifests.SelectMany(one => one.Layers));
    }

    private ManifestPacker PackerFor(BlockPool pool, string scope) =>
        new(_folder, _cache, pool, _workers) { Scope = scope, EarlyArchives = EarlyArchives };
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Compression;

namespace OciArtifacts.Core.Packing;

/// <summary>Packs the planned entries, and makes the index from the descriptors of all entries.</summary>
/// <param name="pool">The memory and the threads for compression.</param>
/// <param name="packerFor">Creates the packer of an entry. The text makes the file names of the entry unique.</param>
internal sealed class IndexPacker(BlockPool pool, Func<BlockPool, string, ManifestPacker> packerFor)
{
    /// <exception cref="OciException">An entry cannot be packed.</exception>
    internal async Task<PackedArtifact> PackAsync(IndexPlan plan, CancellationToken cancellation)
    {
        var entries = new List<(Descriptor Content, EntrySource Source)>();
        var manifests = new List<PackedManifest>();
        var indexes = new List<ReadOnlyMemory<byte>>();
        var referrers = new List<PackedReferrer>();
        var sources = new List<IContentSource>();
        var scopes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in plan.Entries)
        {
            var artifact = entry.Part.Artifact;
            if (artifact is null)
            {
                var packer = packerFor(pool, ScopeOf(entry, scopes));
                var packed = await packer.PackAsync(entry.Part.Plan!, subject: null, cancellation).ConfigureAwait(false);
                artifact = PackedJoin.Of(packed);
                manifests.Add(packed);
            }
            else
            {
                // An entry can itself be an index, with manifests and indexes of its own.
                manifests.AddRange(artifact.Manifests);
                indexes.AddRange(artifact.Indexes);
                sources.Add(artifact);
            }

            var content = await EntryOfAsync(entry, artifact, cancellation).ConfigureAwait(false);
            entries.Add((content, artifact.IsPublished ? EntrySource.Published : EntrySource.Built));
            referrers.AddRange(artifact.Referrers);
        }

        // One artifact can be several entries, such as one for two platforms.
        var index = IndexOf(plan, entries.Select(entry => entry.Content));
        return PackedJoin.Of(
            [.. indexes, index],
            entries.Select(entry => entry.Source),
            [.. manifests.DistinctBy(manifest => manifest.Content.Digest)],
            [.. referrers.DistinctBy(referrer => referrer.Content.Digest)],
            sources);
    }

    private static async Task<Descriptor> EntryOfAsync(PlannedEntry entry, PackedArtifact artifact, CancellationToken cancellation) =>
        new(artifact.Root.MediaType, artifact.Root.Digest, artifact.Root.Size)
        {
            ArtifactType = artifact.Root.ArtifactType
                ?? (artifact.IsPublished ? await TypeOfAsync(artifact, cancellation).ConfigureAwait(false) : null),
            Annotations = ManifestPacker.NullIfEmpty(entry.Annotations),
            Platform = entry.Platform,
        };

    // A registry resolves a tag to a descriptor without the type. The entry is the same as one of a manifest that is packed here.
    private static async Task<string?> TypeOfAsync(PackedArtifact artifact, CancellationToken cancellation)
    {
        var bytes = await artifact.ReadManifestAsync(artifact.Root, cancellation).ConfigureAwait(false);
        return artifact.Root.MediaType == MediaType.Index ? ImageIndex.Parse(bytes).ArtifactType : Manifest.Parse(bytes).ArtifactType;
    }

    // image-spec 1.1, image-index.md.
    private static ReadOnlyMemory<byte> IndexOf(IndexPlan plan, IEnumerable<Descriptor> entries) =>
        new ImageIndex([.. entries])
        {
            ArtifactType = plan.ImageSpec == ImageSpecVersion.V1_1 ? plan.ArtifactType : null,
            Annotations = ManifestPacker.NullIfEmpty(plan.Annotations),
        }.ToBytes();

    // The platform names the files of an entry, so an entry keeps its files when another one is added. Several entries of one
    // platform are numbered.
    private static string ScopeOf(PlannedEntry entry, HashSet<string> scopes)
    {
        var scope = $"\n{entry.Platform}";
        for (var i = 2; !scopes.Add(scope); i++) scope = $"\n{entry.Platform} {i}";
        return scope;
    }
}

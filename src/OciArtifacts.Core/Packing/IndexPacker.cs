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
        var entries = new List<IndexEntry>();
        var manifests = new List<PackedManifest>();
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
                // An entry can itself be an index with several manifests.
                manifests.AddRange(artifact.Manifests);
                sources.Add(artifact);
            }

            entries.Add(EntryOf(entry, artifact));
            referrers.AddRange(artifact.Referrers);
        }

        return PackedJoin.Of(IndexOf(plan, entries), entries, manifests, referrers, sources);
    }

    private static IndexEntry EntryOf(PlannedEntry entry, PackedArtifact artifact)
    {
        var content = new Descriptor(artifact.Root.MediaType, artifact.Root.Digest, artifact.Root.Size)
        {
            ArtifactType = artifact.Root.ArtifactType,
            Annotations = ManifestPacker.NullIfEmpty(entry.Annotations),
            Platform = entry.Platform,
        };
        return new IndexEntry(content, artifact.IsPublished ? EntrySource.Published : EntrySource.Built) { Place = artifact.Place };
    }

    // image-spec 1.1, image-index.md.
    private static ReadOnlyMemory<byte> IndexOf(IndexPlan plan, IEnumerable<IndexEntry> entries) =>
        new ImageIndex([.. entries.Select(entry => entry.Content)])
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

using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>
/// Reads an artifact that was published before: its root, the entries of an index, and the referrers that its report names.
/// </summary>
/// <param name="store">The repository or the layout that has it.</param>
/// <param name="place">The artifact.</param>
internal sealed class PublishedSubject(IArtifactStore store, SubjectPlace place)
{
    /// <returns>The artifact, and the referrers of the report that were replaced or deleted since.</returns>
    /// <exception cref="OciException">
    /// The store does not have the artifact (<see cref="OciErrorCode.ContentNotFound"/>), or cannot be read.
    /// </exception>
    internal async Task<(PackedArtifact Artifact, IReadOnlyList<Digest> Missing)> ReadAsync(CancellationToken cancellation)
    {
        var root = await place.ResolveAsync(store, cancellation).ConfigureAwait(false);
        var bytes = await store.ReadAllAsync(root, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        var index = MediaType.IsIndex(root.MediaType) ? ImageIndex.Parse(bytes) : null;
        var type = index is null ? Manifest.Parse(bytes).EffectiveArtifactType : index.ArtifactType;

        // Only the report of the build says which referrers belong to the artifact: a registry may list those of anybody.
        var (referrers, missing) = await AttachedContent.ReadNamedAsync(store, place.Referrers, cancellation).ConfigureAwait(false);
        var artifact = new PackedArtifact(root with { ArtifactType = type }, [store])
        {
            Entries = [.. (index?.Manifests ?? []).Select(entry => new IndexEntry(entry, EntrySource.Published))],
            Referrers = referrers,
            IsPublished = true,
        };
        return (artifact, missing);
    }
}

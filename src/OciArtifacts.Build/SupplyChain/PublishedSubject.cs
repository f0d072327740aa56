using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>
/// Reads an artifact that was published before: its root, the entries of an index, and the referrers that its report names.
/// </summary>
/// <param name="store">The repository or the layout that has it.</param>
/// <param name="place">The artifact.</param>
internal sealed class PublishedSubject(IArtifactStore store, SubjectPlace place)
{
    private readonly List<Digest> _missing = [];

    /// <summary>The referrers that the report names, and that <see cref="ReadAsync"/> did not find: they were replaced or deleted.</summary>
    internal IReadOnlyList<Digest> Missing => _missing;

    /// <exception cref="OciException">
    /// The store does not have the artifact (<see cref="OciErrorCode.ContentNotFound"/>), or cannot be read.
    /// </exception>
    internal async Task<PackedArtifact> ReadAsync(CancellationToken cancellation)
    {
        var root = await store.ResolveAsync(place.Digest.ToString(), cancellation).ConfigureAwait(false) ?? throw new OciException(
            OciErrorCode.ContentNotFound, $"{place} does not exist: it was deleted or damaged, or never published there.");
        var bytes = await store.ReadAllAsync(root, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        var index = MediaType.IsIndex(root.MediaType) ? ImageIndex.Parse(bytes) : null;
        var type = index is null ? Manifest.Parse(bytes).EffectiveArtifactType : index.ArtifactType;
        var referrers = new List<PackedReferrer>();

        // Only the report of the build says which referrers belong to the artifact: a registry may list those of anybody.
        foreach (var digest in place.Referrers)
        {
            if (await store.ResolveAsync(digest.ToString(), cancellation).ConfigureAwait(false) is not { } manifest)
            {
                _missing.Add(digest);
                continue;
            }

            var content = await store.ReadAllAsync(manifest, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
            if (Referrer.Of(manifest, content) is { } referrer) referrers.Add(new PackedReferrer(referrer.Subject, referrer.Content));
        }

        return new PackedArtifact(root with { ArtifactType = type }, [store])
        {
            Entries = [.. (index?.Manifests ?? []).Select(entry => new IndexEntry(entry, EntrySource.Published))],
            Referrers = referrers,
            IsPublished = true,
        };
    }
}

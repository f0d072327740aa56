using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>Joins packed manifests, an index and referrers into one artifact with one source.</summary>
internal static class PackedJoin
{
    /// <summary>An artifact of one manifest.</summary>
    internal static PackedArtifact Of(PackedManifest manifest) => new(manifest.Content, [StoreOf([manifest])]) { Manifests = [manifest] };

    /// <summary>An artifact that is an index.</summary>
    /// <param name="indexes">The bytes of the index, behind those of indexes that are its entries.</param>
    /// <param name="entries">The source of each entry, in the order of the index.</param>
    /// <param name="manifests">The manifests that were packed here.</param>
    /// <param name="referrers">The referrers of the index and of its entries.</param>
    /// <param name="sources">The sources of the entries that existed before.</param>
    internal static PackedArtifact Of(
        IReadOnlyList<ReadOnlyMemory<byte>> indexes,
        IEnumerable<EntrySource> entries,
        IReadOnlyList<PackedManifest> manifests,
        IReadOnlyList<PackedReferrer> referrers,
        IEnumerable<IContentSource> sources)
    {
        var store = StoreOf(manifests.Concat(referrers.Select(referrer => referrer.Manifest).OfType<PackedManifest>()));
        var root = indexes.Select(bytes => store.AddIndex(bytes.Span)).ToList()[^1];
        var index = ImageIndex.Parse(indexes[^1].Span);
        return new PackedArtifact(root with { ArtifactType = index.ArtifactType }, [store, .. sources])
        {
            Index = index,
            Indexes = indexes,
            Entries = [.. index.Manifests.Zip(entries, (content, source) => new IndexEntry(content, source))],
            Manifests = manifests,
            Referrers = referrers,
        };
    }

    /// <summary>The artifact with one referrer more.</summary>
    internal static PackedArtifact With(PackedArtifact artifact, PackedReferrer referrer) =>
        new(artifact.Root, [StoreOf(referrer.Manifest is { } manifest ? [manifest] : []), artifact])
        {
            Index = artifact.Index,
            Indexes = artifact.Indexes,
            Entries = artifact.Entries,
            Manifests = artifact.Manifests,
            Referrers = [.. artifact.Referrers, referrer],
            IsPublished = artifact.IsPublished,
        };

    private static PackedStore StoreOf(IEnumerable<PackedManifest> manifests)
    {
        var store = new PackedStore();
        foreach (var manifest in manifests) store.Add(manifest);
        return store;
    }
}

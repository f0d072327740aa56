using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>Finds a manifest or an index of a layout by its digest: a root, a referrer, or an entry of an index.</summary>
internal static class LayoutSearch
{
    /// <returns>The descriptor without annotations, or <see langword="null"/>.</returns>
    /// <exception cref="OciException">An index of the layout cannot be read.</exception>
    internal static async Task<Descriptor?> FindAsync(
        ImageIndex index, Digest digest, IContentSource layout, CancellationToken cancellation)
    {
        if (index.Manifests.FirstOrDefault(entry => entry.Digest == digest) is { } found)
        {
            return new Descriptor(found.MediaType, found.Digest, found.Size);
        }

        foreach (var entry in index.Manifests.Where(entry => MediaType.IsIndex(entry.MediaType)))
        {
            var bytes = await layout.ReadAllAsync(entry, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
            var inner = await FindAsync(ImageIndex.Parse(bytes), digest, layout, cancellation).ConfigureAwait(false);
            if (inner is not null) return inner;
        }

        return null;
    }
}

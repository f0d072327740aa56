using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>Finds a manifest or an index of a layout by its digest: a root, a referrer, or an entry of an index.</summary>
internal static class LayoutSearch
{
    /// <summary>Searches one level of indexes after the other. An index that is named many times is read once.</summary>
    /// <returns>The descriptor without annotations, or <see langword="null"/>.</returns>
    /// <exception cref="OciException">An index of the layout cannot be read.</exception>
    internal static async Task<Descriptor?> FindAsync(
        ImageIndex index, Digest digest, IContentSource layout, CancellationToken cancellation)
    {
        var (entries, read) = (index.Manifests, new HashSet<Digest>());
        for (var depth = 0; entries.Count > 0; depth++)
        {
            if (entries.FirstOrDefault(entry => entry.Digest == digest) is { } found)
            {
                return new Descriptor(found.MediaType, found.Digest, found.Size);
            }

            var indexes = entries.Where(entry => MediaType.IsIndex(entry.MediaType) && read.Add(entry.Digest)).ToList();
            if (indexes.Count > 0 && depth == ContentCopy.DeepestIndex) throw TooDeep(indexes[0], depth);
            var below = new List<Descriptor>();
            foreach (var inner in indexes)
            {
                var bytes = await layout.ReadAllAsync(inner, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
                below.AddRange(ImageIndex.Parse(bytes).Manifests);
            }

            entries = below;
        }

        return null;
    }

    private static OciException TooDeep(Descriptor index, int depth) => new(
        OciErrorCode.MalformedContent,
        $"{index.Digest} is in an index of an index, {depth} deep; at most {ContentCopy.DeepestIndex} are followed.");
}

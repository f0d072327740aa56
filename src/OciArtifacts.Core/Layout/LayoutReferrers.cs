using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>Tells what of the content of a layout is attached to other content.</summary>
internal static class LayoutReferrers
{
    /// <summary>The entry of the content in the index, or <see langword="null"/> where it is attached to nothing.</summary>
    internal static async Task<Descriptor?> OfAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        if (!MediaType.IsManifest(content.MediaType)) return null;
        var bytes = await from.ReadAllAsync(content, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        return Referrer.Of(content, bytes)?.Content;
    }
}

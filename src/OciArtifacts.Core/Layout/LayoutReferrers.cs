using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>Reads which manifests of a layout are referrers.</summary>
internal static class LayoutReferrers
{
    /// <summary>The content as a referrer, or <see langword="null"/> if it has no subject.</summary>
    /// <exception cref="OciException">The content is not in the source, or is not a manifest.</exception>
    internal static async Task<Referrer?> OfAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        if (!MediaType.IsManifest(content.MediaType)) return null;
        var bytes = await from.ReadAllAsync(content, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
        return Referrer.Of(content, bytes);
    }

    /// <summary>The same for an entry that another program may have written. A missing or damaged entry is not a referrer.</summary>
    /// <exception cref="OciException">The entry cannot be read (<see cref="OciErrorCode.FileAccess"/>).</exception>
    internal static async Task<Referrer?> TryReadAsync(Descriptor entry, IContentSource from, CancellationToken cancellation)
    {
        try
        {
            return await OfAsync(entry, from, cancellation).ConfigureAwait(false);
        }
        catch (OciException problem)
            when (problem.Code is OciErrorCode.ContentNotFound or OciErrorCode.ContentMismatch or OciErrorCode.MalformedContent)
        {
            return null;
        }
    }
}

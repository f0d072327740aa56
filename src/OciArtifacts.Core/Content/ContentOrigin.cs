using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Finds the source that has content, so that a registry can mount a blob from another of its repositories.</summary>
internal static class ContentOrigin
{
    /// <summary>Follows forwarding sources to the source that has the content.</summary>
    internal static async ValueTask<IContentSource> FindAsync(IContentSource from, Descriptor content, CancellationToken cancellation)
    {
        var source = from;
        while (source is IForwardingSource forwarding)
        {
            var next = await forwarding.NextAsync(content, cancellation).ConfigureAwait(false);
            if (next == source) break;
            source = next;
        }

        return source;
    }
}

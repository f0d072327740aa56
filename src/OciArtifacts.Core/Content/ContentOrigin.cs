using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Finds where content really is, so that a registry can mount what another of its repositories has.</summary>
internal static class ContentOrigin
{
    /// <summary>The source behind all forwarding sources.</summary>
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

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Several sources as one. The first source that has the content gives it.</summary>
/// <param name="sources">The sources, in the order in which they are asked: first those that answer without a request.</param>
internal sealed class CompositeSource(IReadOnlyList<IContentSource> sources) : IForwardingSource
{
    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation)
    {
        foreach (var source in sources)
        {
            if (await source.ExistsAsync(content, cancellation).ConfigureAwait(false)) return true;
        }

        return false;
    }

    /// <inheritdoc/>
    /// <remarks>Content that no other source has is opened from the last source, which reports an error where it does not have it.</remarks>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        var source = await FindAsync(content, cancellation).ConfigureAwait(false)
            ?? throw new OciException(OciErrorCode.ContentNotFound, $"{content.Digest} cannot be found: there is no source.");
        return await source.OpenAsync(content, cancellation).ConfigureAwait(false);
    }

    async ValueTask<IContentSource> IForwardingSource.NextAsync(Descriptor content, CancellationToken cancellation) =>
        await FindAsync(content, cancellation).ConfigureAwait(false) ?? this;

    // The last source is not asked: a registry answers the request for the content itself, and a question would be one request more.
    private async ValueTask<IContentSource?> FindAsync(Descriptor content, CancellationToken cancellation)
    {
        for (var i = 0; i < sources.Count - 1; i++)
        {
            if (await sources[i].ExistsAsync(content, cancellation).ConfigureAwait(false)) return sources[i];
        }

        return sources.Count > 0 ? sources[^1] : null;
    }
}

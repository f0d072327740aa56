using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Several sources as one. The first source that has the content gives it.</summary>
/// <param name="sources">The sources, in the order in which they are asked: first those that answer without a request.</param>
internal sealed class CompositeSource(IReadOnlyList<IContentSource> sources) : IForwardingSource
{
    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) =>
        await FindAsync(content, cancellation).ConfigureAwait(false) is not null;

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        var source = await FindAsync(content, cancellation).ConfigureAwait(false) ?? throw new OciException(
            OciErrorCode.ContentNotFound, $"{content.Digest} is in none of the {sources.Count} sources that were joined.");
        return await source.OpenAsync(content, cancellation).ConfigureAwait(false);
    }

    async ValueTask<IContentSource> IForwardingSource.NextAsync(Descriptor content, CancellationToken cancellation) =>
        await FindAsync(content, cancellation).ConfigureAwait(false) ?? this;

    private async ValueTask<IContentSource?> FindAsync(Descriptor content, CancellationToken cancellation)
    {
        foreach (var source in sources)
        {
            if (await source.ExistsAsync(content, cancellation).ConfigureAwait(false)) return source;
        }

        return null;
    }
}

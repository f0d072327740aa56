using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Joins several sources into one. Content is read from the first source that has it.</summary>
/// <param name="sources">The sources in the order in which they are asked. Sources without network requests should come first.</param>
internal sealed class CompositeSource(IReadOnlyList<IContentSource> sources) : IForwardingSource
{
    private readonly ConcurrentDictionary<Digest, IContentSource> _found = new();

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
    /// <remarks>If no other source has the content, it is opened from the last source, which reports an error if it is missing.</remarks>
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
        if (_found.TryGetValue(content.Digest, out var known)) return known;
        for (var i = 0; i < sources.Count - 1; i++)
        {
            if (await sources[i].ExistsAsync(content, cancellation).ConfigureAwait(false)) return _found[content.Digest] = sources[i];
        }

        return sources.Count > 0 ? _found[content.Digest] = sources[^1] : null;
    }
}

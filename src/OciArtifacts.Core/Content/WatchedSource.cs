using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A source that counts the bytes read of each content, for progress reports.</summary>
internal sealed class WatchedSource(IContentSource inner) : IForwardingSource
{
    private readonly ConcurrentDictionary<Digest, VerifyingStream> _newest = new();

    /// <inheritdoc/>
    public ValueTask<IContentSource> NextAsync(Descriptor content, CancellationToken cancellation) => ValueTask.FromResult(inner);

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => inner.ExistsAsync(content, cancellation);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        var stream = await inner.OpenVerifiedAsync(content, cancellation).ConfigureAwait(false);
        _newest[content.Digest] = (VerifyingStream)stream;
        return stream;
    }

    /// <summary>The number of bytes read since the content was last opened; <see langword="null"/> if it was never opened.</summary>
    internal long? BytesRead(Digest content) => _newest.TryGetValue(content, out var stream) ? stream.BytesRead : null;
}

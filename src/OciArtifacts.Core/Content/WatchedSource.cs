using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A source that counts how much of each content has been read from it, for progress reports.</summary>
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

    /// <summary>How many bytes of the content were read since it was opened last; <see langword="null"/> where it was not opened yet.</summary>
    internal long? BytesRead(Digest content) => _newest.TryGetValue(content, out var stream) ? stream.BytesRead : null;
}

using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A source that knows how much of each content has been read from it. It reads nothing twice and checks nothing twice.</summary>
internal sealed class WatchedSource(IContentSource inner) : IContentSource
{
    private readonly ConcurrentDictionary<Digest, VerifyingStream> _newest = new();

    /// <summary>The source itself, for who asks what it is.</summary>
    internal IContentSource Inner { get; } = inner;

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => Inner.ExistsAsync(content, cancellation);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        var stream = await Inner.OpenVerifiedAsync(content, cancellation).ConfigureAwait(false);
        _newest[content.Digest] = (VerifyingStream)stream;
        return stream;
    }

    /// <summary>How many bytes of the content were read since it was opened the last time; <see langword="null"/> where it was not, and so waits.</summary>
    internal long? BytesRead(Digest content) => _newest.TryGetValue(content, out var stream) ? stream.BytesRead : null;
}

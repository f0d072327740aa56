using System.Threading.Channels;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>A store that reads one content step by step, as the test permits.</summary>
internal sealed class SteppedStore(Digest stepped) : IContentStore
{
    private readonly MemoryStore _inner = new();
    private readonly Channel<int> _steps = Channel.CreateUnbounded<int>();
    private readonly Channel<int> _arrivals = Channel.CreateUnbounded<int>();

    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => _inner.ExistsAsync(content, cancellation);

    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => _inner.OpenAsync(content, cancellation);

    public async Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        if (content.Digest == stepped) await ReadAsync(content, from, cancellation);
        return await _inner.PutAsync(content, from, cancellation);
    }

    public async Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation)
    {
        await PutAsync(root, from, cancellation);
        await _inner.TagAsync(root, from, tag, cancellation);
    }

    /// <summary>Completes when the store has read this number of bytes of the content.</summary>
    internal async Task MovesToAsync(int bytes)
    {
        _steps.Writer.TryWrite(bytes);
        Assert.AreEqual(bytes, await _arrivals.Reader.ReadAsync());
    }

    /// <summary>Permits the store to finish the content.</summary>
    internal void End() => _steps.Writer.Complete();

    private async Task ReadAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        await using var stream = await from.OpenAsync(content, cancellation);
        var read = 0;
        await foreach (var wanted in _steps.Reader.ReadAllAsync(cancellation))
        {
            await stream.ReadExactlyAsync(new byte[wanted - read], cancellation);
            read = wanted;
            _arrivals.Writer.TryWrite(read);
        }
    }
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>A source of another hand: it gives whatever stream it has for whatever is asked, and checks nothing.</summary>
internal sealed class RawSource(Func<Stream> open) : IContentSource
{
    internal RawSource(byte[] bytes)
        : this(() => new MemoryStream(bytes, writable: false))
    {
    }

    /// <summary>Gives some bytes and then fails.</summary>
    internal static RawSource FailingAfter(byte[] bytes, Exception failure) => new(() => new FailingStream(bytes, failure));

    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult(true);

    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult(open());

    private sealed class FailingStream(byte[] bytes, Exception failure) : MemoryStream(bytes, writable: false)
    {
        public override int Read(Span<byte> buffer) => Position < Length ? base.Read(buffer) : throw failure;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await destination.WriteAsync(ToArray(), cancellationToken);
            throw failure;
        }
    }
}

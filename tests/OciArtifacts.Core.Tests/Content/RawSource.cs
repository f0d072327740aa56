using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>
/// A source that does not follow the contract: it returns the same unverified stream for all content.
/// </summary>
internal sealed class RawSource(Func<Stream> open) : IContentSource
{
    internal RawSource(byte[] bytes)
        : this(() => new MemoryStream(bytes, writable: false))
    {
    }

    /// <summary>Returns some bytes and then fails.</summary>
    internal static RawSource FailingAfter(byte[] bytes, Exception failure) => new(() => new FailingStream(bytes, failure));

    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult(true);

    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult(open());

    private sealed class FailingStream(byte[] bytes, Exception failure) : ReadOnlyStream
    {
        private int _read;

        public override long Length => throw new NotSupportedException();

        public override int Read(Span<byte> buffer)
        {
            if (_read == bytes.Length) throw failure;
            var next = bytes.AsSpan(_read, Math.Min(buffer.Length, bytes.Length - _read));
            next.CopyTo(buffer);
            _read += next.Length;
            return next.Length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));
    }
}

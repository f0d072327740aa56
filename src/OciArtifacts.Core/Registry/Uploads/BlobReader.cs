using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>
/// Reads a blob piece by piece, in order. For an earlier piece it reads the blob from the start again.
/// </summary>
internal sealed class BlobReader(Descriptor blob, IContentSource from) : IAsyncDisposable
{
    private VerifyingStream? _stream;

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null) await _stream.DisposeAsync().ConfigureAwait(false);
        _stream = null;
    }

    /// <summary>Opens the piece at the offset. Read it to its end before the next call.</summary>
    /// <exception cref="OciException">The blob cannot be read, or does not match its descriptor.</exception>
    internal async Task<Stream> OpenAsync(long offset, long length, CancellationToken cancellation)
    {
        if (_stream is null || _stream.BytesRead > offset)
        {
            await DisposeAsync().ConfigureAwait(false);
            _stream = (VerifyingStream)await from.OpenVerifiedAsync(blob, cancellation).ConfigureAwait(false);
        }

        var buffer = new byte[Math.Min(ContentHasher.BufferSize, Math.Max(1, offset - _stream.BytesRead))];
        while (_stream.BytesRead < offset)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(buffer.Length, offset - _stream.BytesRead));
            await _stream.ReadExactlyAsync(piece, cancellation).ConfigureAwait(false);
        }

        return new Piece(_stream, length);
    }

    /// <summary>
    /// A piece of the stream of the blob. It leaves the stream open for the next piece. Each piece keeps its own
    /// stream, because the HTTP handler may still read after the request has failed.
    /// </summary>
    private sealed class Piece(Stream stream, long length) : ReadOnlyStream
    {
        private long _left = length;

        public override long Length { get; } = length;

        public override int Read(Span<byte> buffer) => Passed(stream.Read(buffer[..Most(buffer.Length)]));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Passed(await stream.ReadAsync(buffer[..Most(buffer.Length)], cancellationToken).ConfigureAwait(false));

        // An empty blob is read too, because the read verifies it.
        private int Most(int wanted) => stream.Length == 0 ? wanted : (int)Math.Min(wanted, _left);

        private int Passed(int read)
        {
            _left -= read;
            return read;
        }
    }
}

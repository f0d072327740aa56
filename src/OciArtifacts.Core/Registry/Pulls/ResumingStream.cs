using System.Net;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Pulls;

/// <summary>
/// The body of an answer. After a break it continues with the rest (<c>Range</c>; distribution-spec 1.1.1, "Pulling
/// blobs"). If the registry sends the whole body again, the bytes that were read already are skipped.
/// </summary>
internal sealed class ResumingStream(RegistryHttp http, RegistryRequest request, HttpResponseMessage response, long length) : ReadOnlyStream
{
    private HttpResponseMessage? _response = response;
    private Stream? _body;
    private long _position;
    private long _skip;
    private bool _isWhole;

    public override long Length { get; } = length;

    public override int Read(Span<byte> buffer)
    {
        var bytes = new byte[buffer.Length];
        var read = ReadAsync(bytes).AsTask().GetAwaiter().GetResult();
        bytes.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await http.Retry.RunAsync(token => ReadOnceAsync(buffer, token), cancellationToken).ConfigureAwait(false);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _response?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            _body ??= await OpenAsync(cancellation).ConfigureAwait(false);
            while (_skip > 0)
            {
                var wanted = buffer[..(int)Math.Min(buffer.Length, _skip)];
                var skipped = await http.ReadPieceAsync(_body, wanted, cancellation).ConfigureAwait(false);
                if (skipped == 0) return 0;
                _skip -= skipped;
            }

            var read = await http.ReadPieceAsync(_body, buffer, cancellation).ConfigureAwait(false);
            _position += read;
            return read;
        }
        catch (TransientFailure)
        {
            _response?.Dispose();
            (_response, _body) = (null, null);
            throw;
        }
    }

    private async Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        _response ??= await http.SendOnceAsync(request with { From = _isWhole ? 0 : _position }, cancellation).ConfigureAwait(false);
        _skip = _response.StatusCode == HttpStatusCode.PartialContent ? 0 : _position;
        switch (_response.StatusCode)
        {
            case HttpStatusCode.OK:
            case HttpStatusCode.PartialContent when _response.Content.Headers.ContentRange?.From == _position:
                return await _response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);

            // The registry does not support ranges, so the next attempt reads the whole body.
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable when !_isWhole:
                _isWhole = true;
                throw new TransientFailure(
                    OciErrorCode.RegistryFailed, $"{http.Registry} does not send the rest of a blob.", "Ask its operator.");

            default:
                throw await RegistryFailure.OfAsync(_response, cancellation).ConfigureAwait(false);
        }
    }
}

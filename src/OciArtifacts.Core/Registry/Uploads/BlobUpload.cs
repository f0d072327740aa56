using System.Net;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>
/// Uploads one blob (distribution-spec 1.1.1, "Pushing Blobs"). It opens a session and sends the blob in one request,
/// or in chunks if the registry wants them. After a failure it asks the session for its offset, so that no received
/// byte is sent twice.
/// </summary>
internal sealed class BlobUpload : IAsyncDisposable
{
    private readonly RegistryHttp _http;
    private readonly Descriptor _blob;
    private readonly BlobReader _reader;
    private readonly UploadRequests _requests;
    private readonly UploadCancellation _cancellation;
    private readonly ChunkSizes _chunks;
    private UploadSession? _session;
    private bool _mayBeStored;
    private bool _wasResumed;
    private bool _isFirstChunk;
    private long _mostStored;
    private int _brokenChunks;

    // A registry that breaks the connection at each first chunk does not accept chunks.
    private const int MostBrokenChunks = 2;

    internal BlobUpload(RegistryHttp http, string repository, Descriptor blob, IContentSource from)
    {
        _http = http;
        _blob = blob;
        _reader = new BlobReader(blob, from);
        _requests = new UploadRequests(repository, blob, _reader);
        _cancellation = new UploadCancellation(http, _requests);
        _chunks = new ChunkSizes(http.Connection, http.Options);
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    /// <summary>Puts the blob into the repository.</summary>
    /// <param name="mountFrom">
    /// A repository of the registry that probably has the blob, or <see langword="null"/>.
    /// </param>
    /// <param name="cancellation">Stops the upload.</param>
    /// <returns>Whether the blob was copied or mounted.</returns>
    /// <exception cref="OciException">The registry refuses the blob, or the blob cannot be read.</exception>
    internal async Task<CopyOutcome> RunAsync(string? mountFrom, CancellationToken cancellation)
    {
        try
        {
            var canMount = mountFrom is not null && _http.Connection.CanMount;
            if (canMount && await MountAsync(mountFrom!, cancellation).ConfigureAwait(false)) return CopyOutcome.Mounted;
            await _http.Retry.RunAsync(TryAsync, () => _mostStored, cancellation).ConfigureAwait(false);
            _session = null;
            return CopyOutcome.Copied;
        }
        catch (OciException failure) when (ContentText.IsAbout(failure.Code))
        {
            throw ContentText.About(_blob, failure);
        }
        finally
        {
            await _cancellation.RunAsync(_session).ConfigureAwait(false);
        }
    }

    // 201 means that the blob was mounted, 202 that a session was opened, which the upload uses (distribution-spec
    // 1.1.1, "Mounting a blob from another repository"). Any other answer is ignored.
    private async Task<bool> MountAsync(string source, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.SendAsync(_requests.Mount(source), cancellation).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Created) return true;
            if (IsSession(response)) _session = await SessionOfAsync(response, cancellation).ConfigureAwait(false);
            return false;
        }
        catch (OciException)
        {
            // The user may have no right to pull from there. If there is another reason, the upload reports it. No
            // further mount is tried.
            _http.Connection.CanMount = false;
            return false;
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellation)
    {
        try
        {
            if (_mayBeStored && await WasStoredAsync(cancellation).ConfigureAwait(false)) return true;
            await ContinueAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch (TransientFailure failure)
        {
            var isRefusedChunk = _isFirstChunk && !(failure.IsAnswer && failure.IsOverload);
            if (isRefusedChunk && ++_brokenChunks >= MostBrokenChunks) _chunks.StopChunking(_blob.Size);
            _mayBeStored = _session is not null;
            await _reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // The last answer was lost, but the registry may have stored the blob or a part of it.
    private async Task<bool> WasStoredAsync(CancellationToken cancellation)
    {
        using var response = await _http.SendAsync(_requests.Exists(), cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK && HeadAnswer.Describes(_blob, response)) return true;
        if (_session is not null) _session = await QueryOffsetAsync(_session, cancellation).ConfigureAwait(false);
        return false;
    }

    // Asks for the offset of the session. "0-0" means one byte by the specification, but no byte for some registries.
    // Then the upload starts again.
    private async Task<UploadSession?> QueryOffsetAsync(UploadSession session, CancellationToken cancellation)
    {
        using var response = await _http.SendAsync(_requests.Status(session), cancellation).ConfigureAwait(false);
        var bytes = response.IsSuccessStatusCode ? UploadAnswer.BytesIn(response) : null;
        if (bytes is null or 1 || bytes > _blob.Size)
        {
            if (response.StatusCode != HttpStatusCode.NotFound) await _cancellation.RunAsync(session).ConfigureAwait(false);
            return null;
        }

        _wasResumed = true;
        _mostStored = Math.Max(_mostStored, bytes.Value);
        return session with { Location = await NextAsync(session, response, cancellation).ConfigureAwait(false), Offset = bytes.Value };
    }

    private async Task ContinueAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_session is null) (_session, _wasResumed) = (await OpenAsync(cancellation).ConfigureAwait(false), false);
            var length = Math.Min(_chunks.For(_blob.Size, _session.SmallestChunk), _blob.Size - _session.Offset);
            _isFirstChunk = _session.Offset == 0 && length < _blob.Size;
            using var response = await _http.SendOnceAsync(Next(_session, length), cancellation).ConfigureAwait(false);
            if (await IsDoneAsync(_session, length, response, cancellation).ConfigureAwait(false)) return;
        }
    }

    private RegistryRequest Next(UploadSession session, long length) =>
        length == _blob.Size ? _requests.Whole(session)
        : length == 0 ? _requests.Close(session)
        : _requests.Chunk(session, length);

    private async Task<UploadSession> OpenAsync(CancellationToken cancellation)
    {
        using var response = await _http.SendAsync(_requests.Open(), cancellation).ConfigureAwait(false);
        if (!IsSession(response)) throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        return await SessionOfAsync(response, cancellation).ConfigureAwait(false);
    }

    private static bool IsSession(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Accepted && response.Headers.Contains("Location");

    private async Task<UploadSession> SessionOfAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        new(await _http.ResolveAsync(response, cancellation).ConfigureAwait(false), Offset: 0)
        {
            SmallestChunk = UploadAnswer.SmallestChunk(response),
        };

    private async Task<bool> IsDoneAsync(UploadSession session, long sent, HttpResponseMessage response, CancellationToken cancellation)
    {
        var method = response.RequestMessage!.Method;
        switch (response.StatusCode)
        {
            // The specification requires 201. Some registries answer 204.
            case HttpStatusCode.Created or HttpStatusCode.NoContent when method == HttpMethod.Put:
                return true;

            // The specification requires 202. Some registries answer 201 or 204.
            case HttpStatusCode.Accepted or HttpStatusCode.Created or HttpStatusCode.NoContent when method == HttpMethod.Patch:
                _session = await AdvanceAsync(session, sent, response, cancellation).ConfigureAwait(false);
                _http.Connection.AcceptsChunks = true;
                return false;

            case HttpStatusCode.RequestEntityTooLarge when _chunks.Reduce(sent, session.SmallestChunk):
                await _reader.DisposeAsync().ConfigureAwait(false);
                return false;

            // The first chunk is refused. Each registry has to accept a whole blob.
            case HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
                or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.NotImplemented
                when _isFirstChunk && _chunks.StopChunking(_blob.Size):
                await _cancellation.RunAsync(session).ConfigureAwait(false);
                await _reader.DisposeAsync().ConfigureAwait(false);
                _session = null;
                return false;

            // The session has another offset or is gone. The next attempt asks it.
            case HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.NotFound:
                throw await SessionLostAsync(response, cancellation).ConfigureAwait(false);

            // After a failure, the stored bytes differ from those that were sent. The whole blob is sent once more.
            case HttpStatusCode.BadRequest when _wasResumed:
                await _cancellation.RunAsync(session).ConfigureAwait(false);
                _session = null;
                throw await SessionLostAsync(response, cancellation).ConfigureAwait(false);

            default:
                throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        }
    }

    // The registry may accept fewer bytes than it was sent. The offset in its answer counts.
    private async Task<UploadSession> AdvanceAsync(
        UploadSession session, long sent, HttpResponseMessage response, CancellationToken cancellation)
    {
        var offset = UploadAnswer.BytesIn(response) ?? session.Offset + sent;
        var isNothing = offset == 1 && sent > 1;
        if (isNothing || offset <= session.Offset || offset > session.Offset + sent)
        {
            throw await SessionLostAsync(response, cancellation).ConfigureAwait(false);
        }

        _mostStored = Math.Max(_mostStored, offset);
        return session with { Location = await NextAsync(session, response, cancellation).ConfigureAwait(false), Offset = offset };
    }

    private async Task<Uri> NextAsync(UploadSession session, HttpResponseMessage response, CancellationToken cancellation) =>
        response.Headers.Contains("Location") ? await _http.ResolveAsync(response, cancellation).ConfigureAwait(false) : session.Location;

    private static async Task<TransientFailure> SessionLostAsync(HttpResponseMessage response, CancellationToken cancellation) => new(
        OciErrorCode.RegistryFailed,
        $"The registry has lost what was uploaded. {await AnswerText.DescribeAsync(response, cancellation).ConfigureAwait(false)}",
        "If there are several machines behind its name, they have to share their uploads. Publish again; if it stays, ask its operator.");
}

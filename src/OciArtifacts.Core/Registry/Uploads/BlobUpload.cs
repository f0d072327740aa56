using System.Net;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>
/// Uploads one blob: a session, and all of the blob in one request; in chunks where the registry wants that. After a fault the session is
/// asked how far it is, so that nothing is sent twice that has arrived (distribution-spec 1.1.1, "Pushing Blobs").
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

    // A registry that breaks the connection at each first chunk takes none.
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

    /// <summary>Makes the repository have the blob.</summary>
    /// <param name="mountFrom">A repository of the registry that is believed to have it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Whether it was copied or mounted.</returns>
    /// <exception cref="OciException">The registry does not take it, or it cannot be read.</exception>
    internal async Task<CopyOutcome> RunAsync(string? mountFrom, CancellationToken cancellation)
    {
        try
        {
            if (mountFrom is not null && _http.Connection.CanMount && await MountAsync(mountFrom, cancellation).ConfigureAwait(false)) return CopyOutcome.Mounted;
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

    // "Mounting a blob from another repository": 201 has it; 202 has opened a session, which is used; anything else is no reason to fail.
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
            // Who may push here need not be allowed to pull there; and what else is wrong, the upload will tell. It is not asked for again.
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
            if (_isFirstChunk && !(failure.IsAnswer && failure.IsOverload) && ++_brokenChunks >= MostBrokenChunks) _chunks.StopChunking(_blob.Size);
            _mayBeStored = _session is not null;
            await _reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // The last answer is lost: the blob may be there all the same, or a part of it.
    private async Task<bool> WasStoredAsync(CancellationToken cancellation)
    {
        using var response = await _http.SendAsync(_requests.Exists(), cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK && HeadAnswer.Describes(_blob, response)) return true;
        if (_session is not null) _session = await QueryOffsetAsync(_session, cancellation).ConfigureAwait(false);
        return false;
    }

    // How far a session is. 0-0 is one byte by the specification, and nothing by some registries: then it is begun again.
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
        new(await _http.ResolveAsync(response, cancellation).ConfigureAwait(false), Offset: 0) { SmallestChunk = UploadAnswer.SmallestChunk(response) };

    private async Task<bool> IsDoneAsync(UploadSession session, long sent, HttpResponseMessage response, CancellationToken cancellation)
    {
        var method = response.RequestMessage!.Method;
        switch (response.StatusCode)
        {
            // 201 by the specification; some answer 204.
            case HttpStatusCode.Created or HttpStatusCode.NoContent when method == HttpMethod.Put:
                return true;

            // 202 by the specification; some answer 201 or 204.
            case HttpStatusCode.Accepted or HttpStatusCode.Created or HttpStatusCode.NoContent when method == HttpMethod.Patch:
                _session = await AdvanceAsync(session, sent, response, cancellation).ConfigureAwait(false);
                _http.Connection.AcceptsChunks = true;
                return false;

            case HttpStatusCode.RequestEntityTooLarge when _chunks.Reduce(sent, session.SmallestChunk):
                await _reader.DisposeAsync().ConfigureAwait(false);
                return false;

            // Whatever it says of the first chunk of all: a whole blob is what each registry has to take.
            case HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.NotImplemented
                when _isFirstChunk && _chunks.StopChunking(_blob.Size):
                await _cancellation.RunAsync(session).ConfigureAwait(false);
                await _reader.DisposeAsync().ConfigureAwait(false);
                _session = null;
                return false;

            // The session is elsewhere than thought, or gone: it is asked, and what it says counts.
            case HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.NotFound:
                throw await SessionLostAsync(response, cancellation).ConfigureAwait(false);

            // What was there after a fault is not what was sent. Once, all of it is sent anew.
            case HttpStatusCode.BadRequest when _wasResumed:
                await _cancellation.RunAsync(session).ConfigureAwait(false);
                _session = null;
                throw await SessionLostAsync(response, cancellation).ConfigureAwait(false);

            default:
                throw await RegistryFailure.OfAsync(response, cancellation).ConfigureAwait(false);
        }
    }

    // A registry may take less than it was sent; what it says counts.
    private async Task<UploadSession> AdvanceAsync(UploadSession session, long sent, HttpResponseMessage response, CancellationToken cancellation)
    {
        var offset = UploadAnswer.BytesIn(response) ?? session.Offset + sent;
        var isNothing = offset == 1 && sent > 1;
        if (isNothing || offset <= session.Offset || offset > session.Offset + sent) throw await SessionLostAsync(response, cancellation).ConfigureAwait(false);
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

using System.Net;
using System.Net.Http.Headers;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// Sends one request to one address and waits for its answer. It gives up when no byte moves for too long.
/// </summary>
internal sealed class Exchange(RegistryConnection connection, RegistryOptions options)
{
    // Enough for most answers of unknown length.
    private const int UnknownLength = 16 * 1024;

    private long _requests;

    /// <summary>
    /// Waits until the server of that address accepts a request. Does not wait if the server never asked for fewer
    /// requests.
    /// </summary>
    internal ValueTask PaceAsync(Uri target, CancellationToken cancellation) =>
        Connection.PaceOf(target, Options.Time).WaitAsync(cancellation);

    /// <summary>How many requests were sent.</summary>
    internal long Requests => Interlocked.Read(ref _requests);

    internal RegistryConnection Connection { get; } = connection;

    internal RegistryOptions Options { get; } = options;

    /// <exception cref="OciException">
    /// There is no answer. It is a <see cref="TransientFailure"/> if a retry may succeed.
    /// </exception>
    internal async Task<HttpResponseMessage> SendAsync(
        Uri target, RegistryRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancellation)
    {
        var response = await SendNowAsync(target, request, authorization, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.ExpectationFailed || !Connection.UsesExpectContinue) return response;

        // A proxy does not support Expect: 100-continue, so it is not used again (RFC 9110, section 10.1.1).
        response.Dispose();
        Connection.UsesExpectContinue = false;
        return await SendNowAsync(target, request, authorization, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads the body of an answer, at most that many bytes. It takes as much memory as the answer announces. Without
    /// an announced length (RFC 9112, section 7.1, "Chunked Transfer Coding") it takes at most twice the received
    /// bytes.
    /// </summary>
    /// <exception cref="TransientFailure">The body breaks off, or does not arrive in time.</exception>
    internal async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using var disposal = body.ConfigureAwait(false);
        var said = response.Content.Headers.ContentLength;
        var buffer = new byte[(int)Math.Min(most, said ?? UnknownLength)];
        var length = 0;
        while (await ReadPieceAsync(body, buffer.AsMemory(length), cancellation).ConfigureAwait(false) is var read and > 0)
        {
            length += read;
            if (length < buffer.Length) continue;
            if (said is not null || length == most) break;
            Array.Resize(ref buffer, (int)Math.Min(most, 2L * length));
        }

        return buffer.AsMemory(0, length);
    }

    /// <summary>Reads a piece of a body. The wait for it is limited.</summary>
    /// <exception cref="TransientFailure">The body breaks off, or the piece does not arrive in time.</exception>
    internal async Task<int> ReadPieceAsync(Stream body, Memory<byte> buffer, CancellationToken cancellation)
    {
        using var patience = Patience(cancellation);
        try
        {
            return await body.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException)
        {
            throw ConnectionFailure.OfAnswer(problem, Connection);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw TooLate(problem);
        }
    }

    // A token that is cancelled when the registry sends nothing for too long.
    private CancellationTokenSource Patience(CancellationToken cancellation)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Options.AnswerTimeout);
        return patience;
    }

    private TransientFailure TooLate(Exception problem, Uri? target = null) => new(
        OciErrorCode.RegistryUnreachable,
        $"{Connection.Registry} did not answer in time{(target is null ? "" : Connection.Proxy.NoteFor(target))}.",
        "Check that it is up and that a proxy or firewall lets you through.",
        problem)
    {
        IsFromUnreachedHost = !Connection.WasReached,
    };

    private async Task<HttpResponseMessage> SendNowAsync(
        Uri target, RegistryRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancellation)
    {
        Connection.Proxy.Check(target);
        Interlocked.Increment(ref _requests);

        // The time starts again with each piece of the body that is sent. After the last piece the registry gets more
        // time to store it.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        void Wait(bool isSent) => patience.CancelAfter(isSent ? Options.CommitTimeout : Options.AnswerTimeout);
        using var message = await request.ToMessageAsync(target, Wait, cancellation).ConfigureAwait(false);
        message.Headers.Authorization = authorization;
        new RequestFacts(Connection, request).NoteIn(message);
        if (!Connection.UsesExpectContinue) message.Headers.ExpectContinue = false;

        var started = Options.Time.GetTimestamp();

        // The time starts here, because finding the next piece of a blob takes time that does not count.
        patience.CancelAfter(Options.AnswerTimeout);
        try
        {
            var response = await Connection.Invoker.SendAsync(message, patience.Token).ConfigureAwait(false);
            Connection.WasReached = true;
            NotePace(response, target, started);
            NoteWarnings(response);
            return response;
        }
        catch (HttpRequestException problem)
        {
            throw ConnectionFailure.Of(problem, Connection, target);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw TooLate(problem, target);
        }
    }

    private void NotePace(HttpResponseMessage response, Uri target, long started)
    {
        var pace = Connection.PaceOf(target, Options.Time);
        void Report(string what) => Options.Report(new RegistryEvent(RegistryEventKind.Retry, $"{target.Authority} {what}"));
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            pace.SlowDown(started, RateLimit.WaitOf(response, Options.Time), Options, Report);
            return;
        }

        if (RateLimit.ExhaustedFor(response, Options.Time) is { } wait) pace.Pause(wait, Options, Report);
        else pace.NoteSuccess();
    }

    // Only the code 299 with the agent "-" is a warning for users (distribution-spec 1.1.1, "Warnings"). Each text is
    // reported once.
    private void NoteWarnings(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Warning", out var values)) return;
        foreach (var value in values)
        {
            if (!RegistryWarning.TryRead(Connection.Secrets.Mask(value), out var text) || !Connection.IsNewWarning(text)) continue;
            Options.Report(new RegistryEvent(RegistryEventKind.Warning, $"{Connection.Registry} says: {text}"));
        }
    }
}

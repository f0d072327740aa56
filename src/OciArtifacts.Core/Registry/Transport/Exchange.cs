using System.Net;
using System.Net.Http.Headers;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>Sends one request and waits for its answer: once, to one place, with a limit on how long nothing may move.</summary>
internal sealed class Exchange(RegistryConnection connection, RegistryOptions options)
{
    // Enough for most answers whose length nobody says.
    private const int UnknownLength = 16 * 1024;

    private long _requests;

    /// <summary>Waits until the server of that address may be asked; nothing where it never asked for fewer requests.</summary>
    internal ValueTask PaceAsync(Uri target, CancellationToken cancellation) => Connection.PaceOf(target, Options.Time).WaitAsync(cancellation);

    /// <summary>How many requests were sent.</summary>
    internal long Requests => Interlocked.Read(ref _requests);

    internal RegistryConnection Connection { get; } = connection;

    internal RegistryOptions Options { get; } = options;

    /// <exception cref="OciException">There is no answer; as a <see cref="TransientFailure"/> where there may be one later.</exception>
    internal async Task<HttpResponseMessage> SendAsync(
        Uri target, RegistryRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancellation)
    {
        var response = await SendNowAsync(target, request, authorization, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.ExpectationFailed || !Connection.UsesExpectContinue) return response;

        // Something between does not know the question: it is not asked again (RFC 9110, section 10.1.1).
        response.Dispose();
        Connection.UsesExpectContinue = false;
        return await SendNowAsync(target, request, authorization, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads the body of an answer, at most that many bytes of it. It takes no more memory than the answer says that it needs, and for an answer that does not say so (RFC 9112, section 7.1,
    /// "Chunked Transfer Coding") at most twice as much as came.
    /// </summary>
    /// <exception cref="TransientFailure">It breaks off, or does not come in time.</exception>
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

    /// <summary>Reads a piece of a body, which may not stay away for too long.</summary>
    /// <exception cref="TransientFailure">It breaks off, or does not come in time.</exception>
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

    // A token that ends when a registry has said nothing for too long.
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

        // A body may take as long as it moves; and when it is there, a registry may have to put it elsewhere before it answers.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        void Wait(bool isSent) => patience.CancelAfter(isSent ? Options.CommitTimeout : Options.AnswerTimeout);
        using var message = await request.ToMessageAsync(target, Wait, cancellation).ConfigureAwait(false);
        message.Headers.Authorization = authorization;
        new RequestFacts(Connection, request).NoteIn(message);
        if (!Connection.UsesExpectContinue) message.Headers.ExpectContinue = false;

        var started = Options.Time.GetTimestamp();

        // Not before: to get to the rest of a blob takes time that the registry is not to blame for.
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
        if (response.StatusCode == HttpStatusCode.TooManyRequests) pace.SlowDown(started, RateLimit.WaitOf(response, Options.Time), Options, Report);
        else if (RateLimit.ExhaustedFor(response, Options.Time) is { } wait) pace.Pause(wait, Options, Report);
        else pace.NoteSuccess();
    }

    // distribution-spec 1.1.1, "Warnings": only 299 with the agent "-" is meant; told once, and nothing is done about it.
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

using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>end-5, end-6, end-13 and the cancelling of uploads, which is newer than 1.1.1.</summary>
internal sealed class UploadSessionEndpoint(RegistryState state) : IEndpoint
{
    private readonly BlobReceipt _receipt = new(state);

    public async Task AnswerAsync(Exchange exchange)
    {
        var session = state.Uploads.Find(exchange);
        session.Holder?.StallEnd.TrySetResult();
        await session.Turn.WaitAsync(exchange.Aborted);
        session.Holder = exchange.Record;
        try
        {
            // The session may have been closed while this request waited.
            state.Uploads.Find(exchange);
            await AnswerAsync(exchange, session);
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private Task AnswerAsync(Exchange exchange, UploadSession session) => exchange.Method switch
    {
        "PATCH" => PatchAsync(exchange, session),
        "PUT" => PutAsync(exchange, session),
        "GET" when state.Options.UploadStatusUnsupported is { } status =>
            throw new RegistryRefusal(status, ErrorCodes.Unsupported, "there is no status of an upload here"),
        "GET" => StatusAsync(exchange, session),
        "DELETE" when !state.Options.UploadCancelUnsupported => CancelAsync(exchange, session),
        _ => throw exchange.MethodRefused(),
    };

    private async Task PatchAsync(Exchange exchange, UploadSession session)
    {
        var length = state.Options.OnlyCounts ? 0 : CheckChunk(exchange, session);
        await session.Sink.ReceiveAsync(exchange.Request.Body, state.Options.TakeAtMost ?? long.MaxValue, exchange.Aborted);
        session.HadShortChunk = length < (state.Options.ChunkMinLength ?? 0);
        session.Renew();
        await UploadAnswer.SendAsync(exchange, session, state);
    }

    private long CheckChunk(Exchange exchange, UploadSession session)
    {
        RequireCurrent(exchange, session);
        var length = exchange.RequireLength();
        exchange.RequireOctets();
        var range = ChunkRange.Of(exchange) ?? throw Exchange.Refusal(ErrorCodes.BlobUploadInvalid, "a chunk needs a Content-Range");
        RequireNext(exchange, session, range);
        RequireLongChunks(session, length);
        return length;
    }

    private void CheckEnd(Exchange exchange, UploadSession session)
    {
        RequireCurrent(exchange, session);
        var length = exchange.RequireLength();
        if (length > 0 || session.Sink.Length == 0) exchange.RequireOctets();
        RequireFinalChunk(exchange, session, length);
    }

    private async Task PutAsync(Exchange exchange, UploadSession session)
    {
        var digest = Exchange.Digest(exchange.Query("digest"));
        if (!state.Options.OnlyCounts) CheckEnd(exchange, session);
        session.Sink.Expect(Grammar.AlgorithmOf(digest));
        await session.Sink.ReceiveAsync(exchange.Request.Body, exchange.Aborted);
        try
        {
            await _receipt.AcceptAsync(exchange, session.Sink, digest);
        }
        finally
        {
            // The session ends after a wrong digest, too. Received bytes cannot be taken back, so the client has to
            // start again.
            state.Uploads.Close(session);
        }
    }

    private Task StatusAsync(Exchange exchange, UploadSession session)
    {
        RequireIssued(exchange, session);
        session.Renew();
        return UploadAnswer.SendAsync(exchange, session, state);
    }

    private Task CancelAsync(Exchange exchange, UploadSession session)
    {
        RequireIssued(exchange, session);
        state.Uploads.Close(session);
        return exchange.Empty(StatusCodes.Status204NoContent);
    }

    private static void RequireCurrent(Exchange exchange, UploadSession session)
    {
        if (!OpaqueQuery.Holds(exchange.Record.Query, session.State))
            throw Exchange.Refusal(ErrorCodes.BlobUploadInvalid, "the query is not that of the last Location, byte for byte");
    }

    // Status and cancelling also work with an older Location, because a client that lost an answer has no newer one.
    private static void RequireIssued(Exchange exchange, UploadSession session)
    {
        if (!session.WasIssued(exchange.Record.Query))
            throw Exchange.Refusal(ErrorCodes.BlobUploadInvalid, "the query is not that of a Location of this session, byte for byte");
    }

    private void RequireNext(Exchange exchange, UploadSession session, ChunkRange range)
    {
        if (range.First == session.Sink.Length) return;
        var refusal = new RegistryRefusal(
            StatusCodes.Status416RangeNotSatisfiable,
            ErrorCodes.BlobUploadInvalid,
            $"the next byte is {session.Sink.Length}, not {range.First}");
        refusal.Headers["Location"] = UploadAnswer.Location(exchange, session, state);
        refusal.Headers["Range"] = session.Range;
        throw refusal;
    }

    private static void RequireLongChunks(UploadSession session, long length)
    {
        if (session.HadShortChunk && length > 0)
            throw Exchange.Refusal(ErrorCodes.SizeInvalid, "only the last chunk may be shorter than OCI-Chunk-Min-Length");
    }

    private void RequireFinalChunk(Exchange exchange, UploadSession session, long length)
    {
        if (ChunkRange.Of(exchange) is { } range) RequireNext(exchange, session, range);
        else if (session.Sink.Length != session.StateOffset)
            throw Exchange.Refusal(ErrorCodes.BlobUploadInvalid, $"{session.Sink.Length} bytes of a broken request are there already");
        else if (length > 0 && session.Sink.Length > 0)
            throw Exchange.Refusal(ErrorCodes.BlobUploadInvalid, "a final chunk needs a Content-Range");
        RequireLongChunks(session, length);
    }
}

using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>end-4a, end-4b and end-11.</summary>
internal sealed class UploadOpeningEndpoint(RegistryState state) : IEndpoint
{
    private readonly BlobReceipt _receipt = new(state);

    public Task AnswerAsync(Exchange exchange)
    {
        if (!HttpMethods.IsPost(exchange.Method)) throw exchange.MethodRefused();
        if (state.Options.RedirectUploads && exchange.Route.Prefix.Length == 0) return Redirect(exchange);
        if (exchange.Query("digest") is { } digest) return ReceiveAsync(exchange, Exchange.Digest(digest));
        exchange.RequireEmptyBody();
        if (TryMount(exchange) is { } mounted) return _receipt.CreatedAsync(exchange, mounted, StatusCodes.Status201Created);
        var session = state.Uploads.Open(exchange.Route, state.Options.UploadLocation == LocationStyle.OtherHost);
        return UploadAnswer.SendAsync(exchange, session, state);
    }

    private static Task Redirect(Exchange exchange)
    {
        var query = exchange.Record.Query.Length == 0 ? "" : $"?{exchange.Record.Query}";
        exchange.Response.Headers.Location = $"{RegistryRoute.Moved}{exchange.Record.Path}{query}";
        return exchange.Empty(StatusCodes.Status307TemporaryRedirect);
    }

    private async Task ReceiveAsync(Exchange exchange, string digest)
    {
        exchange.RequireLength();
        exchange.RequireOctets();
        using var sink = new BlobSink(state.Options);
        sink.Expect(Grammar.AlgorithmOf(digest));
        await sink.ReceiveAsync(exchange.Request.Body, exchange.Aborted);
        await _receipt.AcceptAsync(exchange, sink, digest);
    }

    // Where a mount is not possible, the answer is an upload session, not an error. "Mounting a blob from another
    // repository".
    private string? TryMount(Exchange exchange)
    {
        if (exchange.Query("mount") is not { } mount) return null;
        var digest = Exchange.Digest(mount);
        if (state.Options.MountUnsupported is { } status)
            throw new RegistryRefusal(status, ErrorCodes.Unsupported, "nothing is mounted here");
        if (exchange.Query("from") is not { } from)
            return state.Options.MountRequiresFrom ? throw Exchange.Refusal(ErrorCodes.Unsupported, "a mount needs 'from'") : null;
        if (!Grammar.IsName(from)) throw Exchange.Refusal(ErrorCodes.NameInvalid, $"'{from}' is no repository name");
        if (state.Options.MountAnswers202Always) return null;
        if (state.Store.Find(from)?.Blobs.GetValueOrDefault(digest) is not { } blob) return null;
        state.Store.Get(exchange.Route.Repository).Blobs[digest] = blob;
        return digest;
    }
}

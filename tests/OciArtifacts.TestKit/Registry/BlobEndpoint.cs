using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>end-2 and end-10.</summary>
internal sealed class BlobEndpoint(RegistryState state) : IEndpoint
{
    public Task AnswerAsync(Exchange exchange)
    {
        var digest = Exchange.Digest(exchange.Route.Reference);
        if (exchange.Record.OnOtherHost && !OpaqueQuery.Holds(exchange.Record.Query, state.StorageSignature))
            throw new RegistryRefusal(StatusCodes.Status403Forbidden, ErrorCodes.Denied, "the signature of the URL is not what it was");
        if (state.Store.Find(exchange.Route.Repository)?.Blobs.GetValueOrDefault(digest) is not { } blob)
            throw new RegistryRefusal(StatusCodes.Status404NotFound, ErrorCodes.BlobUnknown, $"there is no blob {digest}");
        return exchange.Method switch
        {
            "GET" or "HEAD" when state.Options.RedirectBlobsToOtherHost && !exchange.Record.OnOtherHost => Redirect(exchange, digest),
            "GET" or "HEAD" => SendAsync(exchange, digest, blob),
            "DELETE" when !exchange.Record.OnOtherHost => Delete(exchange, digest),
            _ => throw exchange.MethodRefused(),
        };
    }

    private Task Redirect(Exchange exchange, string digest)
    {
        var path = $"{RegistryRoute.Storage}/v2/{exchange.Route.Repository}/blobs/{digest}?{state.StorageSignature}";
        exchange.Response.Headers.Location = state.UrlOf(state.OtherHost, path);
        return exchange.Empty(StatusCodes.Status307TemporaryRedirect);
    }

    private Task Delete(Exchange exchange, string digest)
    {
        state.Store.Get(exchange.Route.Repository).Blobs.TryRemove(digest, out _);
        return exchange.Empty(StatusCodes.Status202Accepted);
    }

    private async Task SendAsync(Exchange exchange, string digest, StoredBlob blob)
    {
        DigestHeader.Write(exchange.Response, digest, state.Options);
        if (!state.Options.RangeUnsupported) exchange.Response.Headers.AcceptRanges = "bytes";
        exchange.Response.ContentType = "application/octet-stream";
        if (HttpMethods.IsHead(exchange.Method))
        {
            exchange.Response.ContentLength = blob.Size;
            return;
        }
        if (blob.Bytes is not { } bytes)
            throw new RegistryRefusal(StatusCodes.Status501NotImplemented, ErrorCodes.Unsupported, "the bytes of blobs are not kept here");
        await exchange.BodyAsync(state.Options.RangeUnsupported ? bytes : ByteRange.Select(exchange, bytes));
    }
}

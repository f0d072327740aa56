using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>The end of every upload: stores the blob if its bytes have the digest.</summary>
internal sealed class BlobReceipt(RegistryState state)
{
    internal Task AcceptAsync(Exchange exchange, BlobSink sink, string digest)
    {
        if (!sink.Has(digest))
            throw Exchange.Refusal(
                ErrorCodes.DigestInvalid,
                $"{sink.Length} bytes with digest {sink.Digest(Grammar.AlgorithmOf(digest))} were received, not {digest}");
        state.Store.Get(exchange.Route.Repository).Blobs[digest] = sink.ToBlob();
        return CreatedAsync(exchange, digest, state.Options.PutAnswers204 ? StatusCodes.Status204NoContent : StatusCodes.Status201Created);
    }

    internal Task CreatedAsync(Exchange exchange, string digest, int status)
    {
        exchange.Response.Headers.Location = state.LocationOf(state.Host, $"/v2/{exchange.Route.Repository}/blobs/{digest}");
        DigestHeader.Write(exchange.Response, digest, state.Options);
        return exchange.Empty(status);
    }
}

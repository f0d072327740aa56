using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>end-7: checks, stores and confirms a manifest.</summary>
internal sealed class ManifestReceipt(RegistryState state)
{
    /// <summary>
    /// "Pushing Manifests": the size that every registry has to accept. This registry accepts no larger manifest.
    /// </summary>
    private const int LargestManifest = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly ManifestPreconditions _preconditions = new(state.Options);

    internal async Task ReceiveAsync(Exchange exchange)
    {
        var (name, reference) = (exchange.Route.Repository, exchange.Route.Reference);
        var bytes = await ReadAsync(exchange);
        var algorithm = reference.Contains(':', StringComparison.Ordinal) ? Grammar.AlgorithmOf(reference) : "sha256";
        var digest = Grammar.DigestOf(algorithm, bytes);
        if (reference.Contains(':', StringComparison.Ordinal) && !string.Equals(digest, reference, StringComparison.Ordinal))
            throw Exchange.Refusal(ErrorCodes.DigestInvalid, $"the manifest has digest {digest}, not {reference}");
        var contentType = exchange.Request.ContentType ?? "";
        var subject = new ManifestRules(contentType, state.Store.Find(name)).Check(bytes);
        Keep(exchange, digest, new StoredManifest(contentType, bytes));
        exchange.Response.Headers.Location = state.LocationOf(state.Host, $"/v2/{name}/manifests/{digest}");
        DigestHeader.Write(exchange.Response, digest, state.Options);
        if (state.Options.ETags) exchange.Response.Headers.ETag = ManifestPreconditions.ETagOf(digest);
        var answersSubject = state.Options.AnswersSubject ?? !state.Options.NoReferrersApi;
        if (subject is not null && answersSubject) exchange.Response.Headers["OCI-Subject"] = subject;
        await exchange.Empty(state.Options.PutAnswers204 ? StatusCodes.Status204NoContent : StatusCodes.Status201Created);
    }

    // A lock: no other request changes the tag between the check and the change.
    private void Keep(Exchange exchange, string digest, StoredManifest manifest)
    {
        var (name, reference) = (exchange.Route.Repository, exchange.Route.Reference);
        lock (_lock)
        {
            _preconditions.Check(exchange, state.Store.Find(name), digest);
            state.Store.Get(name).Add(reference, manifest);
        }
    }

    private static async Task<byte[]> ReadAsync(Exchange exchange)
    {
        var length = exchange.RequireLength();
        if (length > LargestManifest)
            throw new RegistryRefusal(StatusCodes.Status413PayloadTooLarge, ErrorCodes.SizeInvalid, $"{length} bytes are too many");
        var bytes = new byte[length];
        await exchange.Request.Body.ReadExactlyAsync(bytes, exchange.Aborted);
        return bytes;
    }
}

using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>end-3, end-7 and end-9.</summary>
internal sealed class ManifestEndpoint(RegistryState state) : IEndpoint
{
    private readonly ManifestReceipt _receipt = new(state);

    public Task AnswerAsync(Exchange exchange)
    {
        var reference = exchange.Route.Reference;
        if (reference.Contains(':', StringComparison.Ordinal)) Exchange.Digest(reference);
        else if (!Grammar.IsTag(reference)) throw Exchange.Refusal(ErrorCodes.ManifestInvalid, $"'{reference}' is no tag");
        return exchange.Method switch
        {
            "GET" or "HEAD" => SendAsync(exchange),
            "PUT" => _receipt.ReceiveAsync(exchange),
            "DELETE" => Delete(exchange),
            _ => throw exchange.MethodRefused(),
        };
    }

    private Task SendAsync(Exchange exchange)
    {
        var (repository, digest, manifest) = Find(exchange);
        var accept = exchange.Request.Headers.Accept.ToString();
        string[] fitting = ["*/*", manifest.MediaType];
        if (accept.Length > 0 && !fitting.Any(type => accept.Contains(type, StringComparison.Ordinal)))
            throw Unknown($"{repository}@{digest} is a {manifest.MediaType}, which Accept does not name");
        DigestHeader.Write(exchange.Response, digest, state.Options);
        if (state.Options.ETags) exchange.Response.Headers.ETag = ManifestPreconditions.ETagOf(digest);
        exchange.Response.ContentType = state.Options.ManifestContentType ?? manifest.MediaType;
        return exchange.BodyAsync(manifest.Bytes);
    }

    private Task Delete(Exchange exchange)
    {
        Find(exchange);
        var (repository, reference) = (state.Store.Get(exchange.Route.Repository), exchange.Route.Reference);
        repository.Tags.TryRemove(reference, out _);
        if (repository.Manifests.TryRemove(reference, out _))
        {
            foreach (var tag in repository.Tags.Where(tag => string.Equals(tag.Value, reference, StringComparison.Ordinal)))
                repository.Tags.TryRemove(tag);
        }
        return exchange.Empty(StatusCodes.Status202Accepted);
    }

    private (string Repository, string Digest, StoredManifest Manifest) Find(Exchange exchange)
    {
        var (name, reference) = (exchange.Route.Repository, exchange.Route.Reference);
        if (state.Store.Find(name) is not { } repository)
            throw new RegistryRefusal(StatusCodes.Status404NotFound, ErrorCodes.NameUnknown, $"there is no repository {name}");
        return repository.DigestOf(reference) is { } digest && repository.Manifest(digest) is { } manifest
            ? (name, digest, manifest)
            : throw Unknown($"{name} has no manifest {reference}");
    }

    private static RegistryRefusal Unknown(string message) => new(StatusCodes.Status404NotFound, ErrorCodes.ManifestUnknown, message);
}

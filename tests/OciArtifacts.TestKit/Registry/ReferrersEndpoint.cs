using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>end-12a and end-12b. A subject that nobody knows has no referrers; that is not an error.</summary>
internal sealed class ReferrersEndpoint(RegistryState state) : IEndpoint
{
    public Task AnswerAsync(Exchange exchange)
    {
        if (!HttpMethods.IsGet(exchange.Method)) throw exchange.MethodRefused();
        if (state.Options.NoReferrersApi)
            throw new RegistryRefusal(StatusCodes.Status404NotFound, ErrorCodes.Unsupported, "there is no referrers API here");
        var subject = Exchange.Digest(exchange.Route.Reference);
        var found = Referrers(exchange.Route.Repository, subject);
        if (exchange.Query("artifactType") is { } type)
        {
            found = found.Where(referrer => string.Equals((string?)referrer["artifactType"], type, StringComparison.Ordinal));
            exchange.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        }
        var index = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.Index,
            ["manifests"] = new JsonArray([.. found]),
        };
        exchange.Response.ContentType = MediaTypes.Index;
        return exchange.BodyAsync(JsonSerializer.SerializeToUtf8Bytes(index));
    }

    private IEnumerable<JsonObject> Referrers(string repository, string subject)
    {
        var manifests = state.Store.Find(repository)?.Manifests ?? [];
        foreach (var (digest, manifest) in manifests.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var json = JsonNode.Parse(manifest.Bytes)!.AsObject();
            if (string.Equals((string?)json["subject"]?["digest"], subject, StringComparison.Ordinal))
                yield return Describe(digest, manifest, json);
        }
    }

    // "Listing Referrers": the artifactType is that of the manifest, or else the type of its config; an index may have none.
    private static JsonObject Describe(string digest, StoredManifest manifest, JsonObject json)
    {
        var descriptor = new JsonObject
        {
            ["mediaType"] = manifest.MediaType,
            ["digest"] = digest,
            ["size"] = manifest.Bytes.Length,
        };
        if ((string?)(json["artifactType"] ?? json["config"]?["mediaType"]) is { } type) descriptor["artifactType"] = type;
        if (json["annotations"] is { } annotations) descriptor["annotations"] = annotations.DeepClone();
        return descriptor;
    }
}

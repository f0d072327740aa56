using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>end-12a and end-12b. An unknown subject has no referrers, which is not an error.</summary>
internal sealed class ReferrersEndpoint(RegistryState state) : IEndpoint
{
    public Task AnswerAsync(Exchange exchange)
    {
        if (!HttpMethods.IsGet(exchange.Method)) throw exchange.MethodRefused();
        if (state.Options.NoReferrersApi)
            throw new RegistryRefusal(StatusCodes.Status404NotFound, ErrorCodes.Unsupported, "there is no referrers API here");
        var subject = Exchange.Digest(exchange.Route.Reference);
        if (state.Options.ReferrersAnswerHtml) return HtmlPage.WriteAsync(exchange.Response, "Welcome");
        var index = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.Index,
            ["manifests"] = new JsonArray([.. Page(exchange, Filtered(exchange, Referrers(exchange.Route.Repository, subject)))]),
        };
        exchange.Response.ContentType = MediaTypes.Index;
        return exchange.BodyAsync(JsonSerializer.SerializeToUtf8Bytes(index));
    }

    private IEnumerable<JsonObject> Filtered(Exchange exchange, IEnumerable<JsonObject> found)
    {
        if (exchange.Query("artifactType") is not { } type || state.Options.ReferrersFilterUnsupported) return found;
        exchange.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        return found.Where(referrer => string.Equals((string?)referrer["artifactType"], type, StringComparison.Ordinal));
    }

    private JsonObject[] Page(Exchange exchange, IEnumerable<JsonObject> found)
    {
        var last = exchange.Query("last") ?? "";
        var rest = found.Where(referrer => string.CompareOrdinal(DigestOf(referrer), last) > 0).ToArray();
        var page = rest.Take(state.Options.ReferrersPageSize ?? int.MaxValue).ToArray();
        if (!state.Options.LinkLoops && page.Length == rest.Length) return page;
        var filter = exchange.Query("artifactType") is { } type ? $"artifactType={Uri.EscapeDataString(type)}&" : "";
        NextLink.Write(exchange, state, $"{exchange.Record.Path}?{filter}last={(page.Length == 0 ? last : DigestOf(page[^1]))}");
        return page;
    }

    private static string DigestOf(JsonObject referrer) => (string)referrer["digest"]!;

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

    // "Listing Referrers": the artifactType is that of the manifest, or else the type of its config; an index may have
    // none.
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

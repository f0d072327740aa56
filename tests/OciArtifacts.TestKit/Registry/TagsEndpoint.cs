using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>end-8a and end-8b.</summary>
internal sealed class TagsEndpoint(RegistryState state) : IEndpoint
{
    public Task AnswerAsync(Exchange exchange)
    {
        if (!HttpMethods.IsGet(exchange.Method)) throw exchange.MethodRefused();
        var name = exchange.Route.Repository;
        if (state.Store.Find(name) is not { } repository)
            throw new RegistryRefusal(StatusCodes.Status404NotFound, ErrorCodes.NameUnknown, $"there is no repository {name}");
        var last = exchange.Query("last");
        var rest = repository.TagNames.Where(tag => last is null || string.CompareOrdinal(tag, last) > 0).ToArray();
        var page = rest.Take(PageSize(exchange)).ToArray();
        if (page.Length > 0 && page.Length < rest.Length)
            exchange.Response.Headers.Link = $"</v2/{name}/tags/list?n={page.Length}&last={Uri.EscapeDataString(page[^1])}>; rel=\"next\"";
        exchange.Response.ContentType = "application/json";
        var tags = new JsonArray([.. page.Select(tag => JsonValue.Create(tag))]);
        return exchange.BodyAsync(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["name"] = name, ["tags"] = tags }));
    }

    private static int PageSize(Exchange exchange)
    {
        if (exchange.Query("n") is not { } text) return int.MaxValue;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Exchange.Refusal(ErrorCodes.Unsupported, $"n={text} is no number");
    }
}

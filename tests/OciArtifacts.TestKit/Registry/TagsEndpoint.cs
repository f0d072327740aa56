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
        if (state.Options.LinkLoops || (page.Length > 0 && page.Length < rest.Length))
            NextLink.Write(exchange, state, $"/v2/{name}/tags/list?n={page.Length}&last={Uri.EscapeDataString(page.LastOrDefault(""))}");
        exchange.Response.ContentType = "application/json";
        var tags = new JsonArray([.. page.Select(tag => JsonValue.Create(tag))]);
        return exchange.BodyAsync(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["name"] = name, ["tags"] = tags }));
    }

    private int PageSize(Exchange exchange)
    {
        var most = state.Options.TagsPageSize ?? int.MaxValue;
        if (exchange.Query("n") is not { } text) return most;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, most)
            : throw Exchange.Refusal(ErrorCodes.Unsupported, $"n={text} is no number");
    }
}

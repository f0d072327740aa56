using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>end-1: confirms that this server is a registry.</summary>
internal sealed class BaseEndpoint : IEndpoint
{
    public Task AnswerAsync(Exchange exchange)
    {
        if (!HttpMethods.IsGet(exchange.Method) && !HttpMethods.IsHead(exchange.Method)) throw exchange.MethodRefused();
        exchange.Response.ContentType = "application/json";
        return exchange.BodyAsync("{}"u8.ToArray());
    }
}

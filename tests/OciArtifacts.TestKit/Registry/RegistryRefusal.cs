using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace OciArtifacts.TestKit.Registry;

/// <summary>
/// Ends a request with an answer in the specification's error form. The pipeline catches it and writes the answer.
/// </summary>
internal sealed class RegistryRefusal(int status, string code, string message) : Exception(message)
{
    internal Dictionary<string, StringValues> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal static async Task WriteAsync(HttpContext context, string code, string message)
    {
        var body = new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }) };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    internal async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in Headers) context.Response.Headers[name] = value;
        await WriteAsync(context, code, Message);
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>The token endpoint of a bearer challenge. A token opens everything: scopes are recorded by the log, not enforced.</summary>
internal sealed class TokenIssuer
{
    internal const string Service = "test";

    private readonly ConcurrentDictionary<string, bool> _issued = new(StringComparer.Ordinal);

    internal bool IsIssued(string authorization) =>
        authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && _issued.ContainsKey(authorization[7..].Trim());

    internal async Task AnswerAsync(HttpContext context)
    {
        if (!string.Equals(context.Request.Query["service"], Service, StringComparison.Ordinal))
            throw new RegistryRefusal(StatusCodes.Status400BadRequest, ErrorCodes.Unsupported, "the service of the challenge is missing");
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _issued[token] = true;
        context.Response.ContentType = "application/json";
        var body = new JsonObject { ["token"] = token, ["access_token"] = token, ["expires_in"] = 300 };
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Issues tokens, and recognizes them later.</summary>
internal sealed class TokenIssuer(TestRegistryOptions options)
{
    internal const string Service = "test";

    private readonly ConcurrentDictionary<string, IssuedToken> _issued = new(StringComparer.Ordinal);

    // Docker's token specification: without expires_in clients assume 60 seconds.
    private TimeSpan Lifetime =>
        options.TokenLifetime ?? TimeSpan.FromSeconds(options.TokenAnswer.HasFlag(TokenMembers.ExpiresIn) ? 300 : 60);

    /// <summary>The owner of a token; null when the token was never issued or has expired.</summary>
    internal IssuedToken? Find(string token) =>
        _issued.TryGetValue(token, out var issued) && options.Clock.GetUtcNow() < issued.Expires ? issued : null;

    internal async Task IssueAsync(HttpContext context, IEnumerable<Permission> permissions)
    {
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _issued[token] = new IssuedToken(options.Clock.GetUtcNow() + Lifetime, permissions.ToHashSet());
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Describe(token).ToJsonString(), context.RequestAborted);
    }

    private JsonObject Describe(string token)
    {
        var body = new JsonObject();
        if (options.TokenAnswer.HasFlag(TokenMembers.Token)) body["token"] = token;
        if (options.TokenAnswer.HasFlag(TokenMembers.AccessToken)) body["access_token"] = token;
        var seconds = Math.Max(1, (long)Math.Ceiling(Lifetime.TotalSeconds));
        if (options.TokenAnswer.HasFlag(TokenMembers.ExpiresIn)) body["expires_in"] = seconds;
        return body;
    }
}

using System.Text;
using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Lets nobody pass without the credentials that the options ask for.</summary>
internal sealed class AuthGate(RegistryState state)
{
    private readonly TokenIssuer _tokens = new();

    /// <summary>True when the request was for a token and has it.</summary>
    internal async Task<bool> AnswersAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (!state.Options.BearerChallenge)
        {
            if (!IsUser(authorization)) throw Refusal("Basic realm=\"test\"");
            return false;
        }
        if (context.Request.Path == "/token")
        {
            if (!IsUser(authorization)) throw Refusal("Basic realm=\"test\"");
            await _tokens.AnswerAsync(context);
            return true;
        }
        if (!_tokens.IsIssued(authorization)) throw Refusal(Challenge(context));
        return false;
    }

    private bool IsUser(string authorization)
    {
        if (state.Options.UserName is not { } user) return true;
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{state.Options.Password}"));
        return authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            && string.Equals(authorization[6..].Trim(), expected, StringComparison.Ordinal);
    }

    private string Challenge(HttpContext context)
    {
        var realm = state.UrlOf(context.Request.Host.Value ?? state.Host, "/token");
        var path = context.Request.Path.Value ?? "";
        var scope = RegistryRoute.TryRepository(path) is { } name ? $",scope=\"repository:{name}:pull,push\"" : "";
        return $"Bearer realm=\"{realm}\",service=\"{TokenIssuer.Service}\"{scope}";
    }

    private static RegistryRefusal Refusal(string challenge)
    {
        var refusal = new RegistryRefusal(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthorized, "authentication required");
        refusal.Headers["WWW-Authenticate"] = challenge;
        return refusal;
    }
}

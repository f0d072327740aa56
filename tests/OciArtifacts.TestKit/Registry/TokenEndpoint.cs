using Microsoft.AspNetCore.Http;

namespace OciArtifacts.TestKit.Registry;

/// <summary>
/// The token server: GET as in Docker's token specification, POST as in its "OAuth 2" companion. Rights that are not
/// granted are missing in the token, without an error.
/// </summary>
internal sealed class TokenEndpoint(RegistryState state, TokenIssuer issuer)
{
    internal const string Path = "/token";

    private readonly UserCheck _users = new(state.Options);

    internal Task AnswerAsync(HttpContext context, RecordedRequest record) => context.Request.Method switch
    {
        "GET" when !state.Options.TokenByPostOnly => AnswerGetAsync(context),
        "POST" => AnswerPostAsync(context, record),
        _ => throw new RegistryRefusal(
            StatusCodes.Status405MethodNotAllowed, ErrorCodes.Unsupported, $"{context.Request.Method} gets no token here"),
    };

    private Task AnswerGetAsync(HttpContext context)
    {
        var owner = _users.OfHeader(context.Request.Headers.Authorization.ToString()) ?? throw Unknown("Basic realm=\"test\"");
        RequireService(context.Request.Query["service"]);
        return issuer.IssueAsync(context, Granted(context.Request.Query["scope"], owner));
    }

    private async Task AnswerPostAsync(HttpContext context, RecordedRequest record)
    {
        if (!context.Request.HasFormContentType) throw Exchange.Refusal(ErrorCodes.Unsupported, "a POST for a token is a form");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        record.Form = form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        RequireService(form["service"]);
        if (form["client_id"].ToString().Length == 0) throw Exchange.Refusal(ErrorCodes.Unsupported, "client_id is missing");
        var owner = Owner(form) ?? throw Unknown(challenge: null);
        await issuer.IssueAsync(context, Granted(form["scope"], owner));
    }

    private TokenOwner? Owner(IFormCollection form) => form["grant_type"].ToString() switch
    {
        "refresh_token" => _users.OfIdentityToken(form["refresh_token"]),
        "password" => _users.OfPassword(form["username"], form["password"]),
        var other => throw Exchange.Refusal(ErrorCodes.Unsupported, $"'{other}' is no grant_type of this server"),
    };

    private IEnumerable<Permission> Granted(IEnumerable<string?> scopes, TokenOwner owner) => TokenScope.Read(scopes)
        .Where(wanted => owner.May(wanted) && state.Options.GrantedActions?.Invoke(owner.User, wanted.Repository, wanted.Action) != false);

    private static void RequireService(string? service)
    {
        if (!string.Equals(service, TokenIssuer.Service, StringComparison.Ordinal))
            throw Exchange.Refusal(ErrorCodes.Unsupported, "the service of the challenge is missing");
    }

    private static RegistryRefusal Unknown(string? challenge)
    {
        var refusal = new RegistryRefusal(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthorized, "these credentials are nobody's");
        if (challenge is not null) refusal.Headers["WWW-Authenticate"] = challenge;
        return refusal;
    }
}

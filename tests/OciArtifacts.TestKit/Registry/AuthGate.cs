using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Refuses requests without the credentials that the options demand.</summary>
internal sealed class AuthGate
{
    private readonly RegistryState _state;
    private readonly TokenIssuer _tokens;
    private readonly TokenEndpoint _tokenServer;
    private readonly UserCheck _users;

    internal AuthGate(RegistryState state)
    {
        _state = state;
        _tokens = new TokenIssuer(state.Options);
        _tokenServer = new TokenEndpoint(state, _tokens);
        _users = new UserCheck(state.Options);
    }

    private TestRegistryOptions Options => _state.Options;

    /// <summary>True when the request was for a token and is answered.</summary>
    internal async Task<bool> AnswersAsync(HttpContext context, RecordedRequest record)
    {
        if (Options.BearerChallenge && context.Request.Path == TokenEndpoint.Path && record.OnOtherHost == Options.TokenRealmOnOtherHost)
        {
            await _tokenServer.AnswerAsync(context, record);
            return true;
        }
        if (record.OnOtherHost) return false;
        var authorization = record.Authorization ?? "";
        if (Options.BearerChallenge) CheckToken(context.Request, authorization);
        else if (!_users.IsUser(authorization)) throw Refusal(Challenges("Basic realm=\"test\""));
        return false;
    }

    private void CheckToken(HttpRequest request, string authorization)
    {
        var needed = NeededScope.Of(request);
        var challenge = Challenge(request, needed);
        if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            var challenges = Challenges(challenge);
            if (!OffersBasic(challenges) || !_users.IsUser(authorization)) throw Refusal(challenges);
        }
        else if (_tokens.Find(authorization[7..].Trim()) is not { } token)
            throw Refusal(Challenges($"{challenge},error=\"invalid_token\""));
        else if (!needed.Permissions.All(token.Permissions.Contains))
            throw Refusal(Challenges($"{challenge},error=\"insufficient_scope\""));
    }

    private string Challenge(HttpRequest request, NeededScope needed)
    {
        var host = Options.TokenRealmOnOtherHost ? _state.OtherHost : request.Host.Value ?? _state.Host;
        var realm = Options.TokenRealm ?? _state.UrlOf(host, TokenEndpoint.Path);
        var scope = needed.Text.Length == 0 ? "" : $",scope=\"{needed.Text}\"";
        return $"Bearer realm=\"{realm}\",service=\"{TokenIssuer.Service}\"{scope}";
    }

    private string[] Challenges(string usual) => Options.Challenges?.Invoke(usual) ?? [usual];

    private static bool OffersBasic(string[] challenges) =>
        challenges.Any(challenge => challenge.Contains("Basic ", StringComparison.OrdinalIgnoreCase));

    private static RegistryRefusal Refusal(StringValues challenges)
    {
        var refusal = new RegistryRefusal(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthorized, "authentication required");
        refusal.Headers["WWW-Authenticate"] = challenges;
        return refusal;
    }
}

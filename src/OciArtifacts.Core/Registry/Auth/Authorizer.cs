using System.Collections.Concurrent;
using System.Net.Http.Headers;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>
/// Answers the challenges of one registry. After the first challenge, each request gets its authorization in advance. A
/// token that expires soon is renewed first, so that no body is sent in vain.
/// </summary>
internal sealed class Authorizer(string registry, CredentialChain credentials) : IDisposable
{
    private readonly SemaphoreSlim _lock = new(1);
    private readonly ConcurrentDictionary<string, Credential?> _found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Token, bool> _tokens = new();
    private Demand? _demand;

    public void Dispose() => _lock.Dispose();

    /// <summary>
    /// The authorization for a request of the scope, or <see langword="null"/> if the registry has not sent a challenge
    /// yet.
    /// </summary>
    /// <exception cref="OciException">There are no valid credentials any more.</exception>
    internal async Task<AuthenticationHeaderValue?> PrepareAsync(AccessScope scope, Exchange exchange, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _demand) is not { } demand) return null;
        if (IsBearer(demand.Challenge) && Current(scope, exchange) is { } token) return token.Header;
        await _lock.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await HeaderAsync(demand, scope, exchange, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>Answers a 401. The request has to be repeated with the result.</summary>
    /// <param name="response">The answer with the status 401.</param>
    /// <param name="scope">The rights that the request needs.</param>
    /// <param name="exchange">Sends requests to a token server.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="OciException">
    /// There are no credentials, they are refused, or the challenge is not supported.
    /// </exception>
    internal async Task<AuthenticationHeaderValue> AnswerAsync(
        HttpResponseMessage response, AccessScope scope, Exchange exchange, CancellationToken cancellation)
    {
        var (asked, sent) = (response.RequestMessage!.RequestUri!, response.RequestMessage.Headers.Authorization);
        var demand = new Demand(Choose(Challenge.Of(response), exchange.Connection.Secrets), asked);
        await _lock.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!IsBearer(demand.Challenge) && sent is { Scheme: "Basic" })
            {
                throw await RefusedAsync(response, scope, cancellation).ConfigureAwait(false);
            }

            // A refused token makes all tokens of its age suspect, because a key may have changed. Other requests
            // already find the new token.
            if (_tokens.Keys.Any(token => token.Header.Equals(sent))) _tokens.Clear();
            Volatile.Write(ref _demand, demand);
            var wanted = scope.And(AccessScope.Parse(demand.Challenge["scope"] ?? ""));
            return await HeaderAsync(demand, wanted, exchange, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>
    /// Whether the token was requested before that time. Then it may have expired in the meantime: some tokens last for
    /// seconds only.
    /// </summary>
    internal bool IsOlder(AuthenticationHeaderValue sent, long than) =>
        _tokens.Keys.Any(token => token.Header.Equals(sent) && token.Asked < than);

    /// <summary>The identity for requests of the scope.</summary>
    internal Identity IdentityOf(AccessScope scope) => new(registry, _found.GetValueOrDefault(scope.Repository), credentials.Places);

    /// <summary>Makes the failure of a 401 that came although the request had an authorization.</summary>
    internal async Task<OciException> RefusedAsync(HttpResponseMessage response, AccessScope scope, CancellationToken cancellation)
    {
        var said = await AnswerText.QuoteAsync(response, cancellation).ConfigureAwait(false);
        var identity = IdentityOf(scope);

        // A token server may give a token with fewer rights. Then the registry says whether the rights or the token are
        // wrong.
        var isRejected = Challenge.Of(response).FirstOrDefault(IsBearer) is not { } challenge || challenge["error"] == "invalid_token";
        return isRejected && identity.Credential is { } used ? identity.Rejected(used, said) : identity.Forbidden(scope.Shown, said);
    }

    private static bool IsBearer(Challenge challenge) => challenge.Is("Bearer") && challenge["realm"] is not null;

    private Challenge Choose(IReadOnlyList<Challenge> challenges, KnownSecrets secrets) =>
        challenges.FirstOrDefault(IsBearer)
        ?? challenges.FirstOrDefault(static challenge => challenge.Is("Basic"))
        ?? throw new OciException(
            OciErrorCode.UnsupportedAuthentication,
            $"{registry} asks for authentication by {SchemesOf(challenges, secrets)}; Basic and Bearer with a realm are known.");

    private static string SchemesOf(IReadOnlyList<Challenge> challenges, KnownSecrets secrets) => challenges.Count > 0
        ? ForeignText.OneLine(secrets.Mask(string.Join(" or ", challenges.Select(challenge => challenge.Scheme))))
        : "nothing that it names";

    // The token with the smallest scope: a pull does not need a token that may push.
    private Token? Current(AccessScope scope, Exchange exchange)
    {
        var now = exchange.Options.Time.GetUtcNow();
        foreach (var old in _tokens.Keys.Where(token => token.GoodUntil <= now)) _tokens.TryRemove(old, out _);
        return _tokens.Keys.Where(token => IsOwn(token, scope) && token.Scope.Covers(scope)).MinBy(token => token.Scope.ToString().Length);
    }

    // One registry may have other credentials for each repository. A token of one must not be used for another.
    private bool IsOwn(Token token, AccessScope scope) =>
        _found.TryGetValue(scope.Repository, out var credential) && (token.Owner?.IsSame(credential) ?? credential is null);

    private async Task<AuthenticationHeaderValue> HeaderAsync(
        Demand demand, AccessScope scope, Exchange exchange, CancellationToken cancellation)
    {
        var (challenge, asked) = demand;
        var credential = await FindAsync(scope.Repository, exchange, cancellation).ConfigureAwait(false);
        if (!IsBearer(challenge)) return BasicHeader(credential);
        if (Current(scope, exchange) is { } current) return current.Header;

        var realm = await TokenRealm.CheckAsync(asked, challenge["realm"]!, exchange, cancellation).ConfigureAwait(false);
        var server = new TokenServer(realm, challenge["service"], credential, credentials.Places);
        var token = await server.AskAsync(scope, exchange, cancellation).ConfigureAwait(false);
        _tokens[token] = true;
        exchange.Connection.Secrets.Add(token.Header.Parameter!);
        return token.Header;
    }

    private AuthenticationHeaderValue BasicHeader(Credential? credential)
    {
        if (credential is null) throw AuthFailure.Missing(registry, credentials.Places, said: "");
        return !credential.IsIdentityToken ? credential.BasicHeader : throw new OciException(
            OciErrorCode.UnsupportedAuthentication,
            $"{registry} wants a user and a password, and {credential} is an identity token, which only a token server takes. "
            + $"Set OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD, or run: docker login {registry}");
    }

    private async Task<Credential?> FindAsync(string repository, Exchange exchange, CancellationToken cancellation)
    {
        if (_found.TryGetValue(repository, out var known)) return known;
        var credential = await credentials.FindAsync(registry, repository, cancellation).ConfigureAwait(false);
        _found[repository] = credential;
        if (credential is null) return null;
        exchange.Connection.Secrets.Add(credential);
        var unused = credentials.Places.Troubles is { Length: > 0 } troubles ? $" Not usable: {troubles}." : "";
        exchange.Options.Report(new RegistryEvent(RegistryEventKind.Credentials, $"{registry} gets {credential}.{unused}"));
        return credential;
    }

    /// <summary>The challenge that the registry sends, and the address that it sent it for.</summary>
    private sealed record Demand(Challenge Challenge, Uri Asked);
}

using System.Collections.Concurrent;
using System.Net.Http.Headers;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>
/// Answers the challenges of one registry, and says exactly why it cannot. Once the registry has asked, each request carries what it needs
/// from the start: a token that is about to expire is renewed before a body is sent in vain.
/// </summary>
internal sealed class Authorizer(string registry, CredentialChain credentials) : IDisposable
{
    private readonly SemaphoreSlim _lock = new(1);
    private readonly ConcurrentDictionary<string, Credential?> _found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Token, bool> _tokens = new();
    private Demand? _demand;

    public void Dispose() => _lock.Dispose();

    /// <summary>What to send with a request of the scope; <see langword="null"/> as long as the registry did not ask.</summary>
    /// <exception cref="OciException">There is nothing to send any more.</exception>
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

    /// <summary>The answer to a 401; the request is to be sent again with it.</summary>
    /// <param name="response">The 401.</param>
    /// <param name="scope">What the request wanted to do.</param>
    /// <param name="exchange">How to ask a token server.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="OciException">There are no credentials, they are not accepted, or the registry asks in a way that is not known.</exception>
    internal async Task<AuthenticationHeaderValue> AnswerAsync(
        HttpResponseMessage response, AccessScope scope, Exchange exchange, CancellationToken cancellation)
    {
        var (asked, sent) = (response.RequestMessage!.RequestUri!, response.RequestMessage.Headers.Authorization);
        var demand = new Demand(Choose(Challenge.Of(response), exchange.Connection.Secrets), asked);
        await _lock.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!IsBearer(demand.Challenge) && sent is { Scheme: "Basic" }) throw await RefusedAsync(response, scope, cancellation).ConfigureAwait(false);

            // Who hears first that a token is not taken trusts none that is as old: a key may have changed. Others find what is new by then.
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
    /// Whether what was sent was got before that time, so that it may have ended meanwhile: where tokens last for seconds, one that another request got is old soon.
    /// </summary>
    internal bool IsOlder(AuthenticationHeaderValue sent, long than) => _tokens.Keys.Any(token => token.Header.Equals(sent) && token.Asked < than);

    /// <summary>As whom requests of the scope are sent.</summary>
    internal Identity IdentityOf(AccessScope scope) => new(registry, _found.GetValueOrDefault(scope.Repository), credentials.Places);

    /// <summary>The failure of a 401 that came in spite of all that could be sent.</summary>
    internal async Task<OciException> RefusedAsync(HttpResponseMessage response, AccessScope scope, CancellationToken cancellation)
    {
        var said = await AnswerText.QuoteAsync(response, cancellation).ConfigureAwait(false);
        var identity = IdentityOf(scope);

        // A token server gives what it may give; the registry then says that it is not enough, or that it does not know the token.
        var isRejected = Challenge.Of(response).FirstOrDefault(IsBearer) is not { } challenge || challenge["error"] == "invalid_token";
        return isRejected && identity.Credential is { } used ? identity.Rejected(used, said) : identity.Forbidden(scope.Shown, said);
    }

    private static bool IsBearer(Challenge challenge) => challenge.Is("Bearer") && challenge["realm"] is not null;

    private Challenge Choose(IReadOnlyList<Challenge> challenges, KnownSecrets secrets) =>
        challenges.FirstOrDefault(IsBearer)
        ?? challenges.FirstOrDefault(static challenge => challenge.Is("Basic"))
        ?? throw new OciException(
            OciErrorCode.UnsupportedAuthentication,
            $"{registry} asks for authentication by {(challenges.Count > 0 ? RegistryText.OneLine(secrets.Mask(string.Join(" or ", challenges.Select(challenge => challenge.Scheme)))) : "nothing that it names")}; Basic and Bearer with a realm are known.");

    // The smallest scope first: a pull does not need the token that may push.
    private Token? Current(AccessScope scope, Exchange exchange)
    {
        var now = exchange.Options.Time.GetUtcNow();
        foreach (var old in _tokens.Keys.Where(token => token.GoodUntil <= now)) _tokens.TryRemove(old, out _);
        return _tokens.Keys.Where(token => IsOwn(token, scope) && token.Scope.Covers(scope)).MinBy(token => token.Scope.ToString().Length);
    }

    // Files may have other credentials for other repositories of one registry: what one of them got is not the other's.
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
            $"{registry} wants a user and a password, and {credential} is an identity token, which only a token server takes. Set OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD, or run: docker login {registry}");
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

    /// <summary>What the registry wants, and where it said so.</summary>
    private sealed record Demand(Challenge Challenge, Uri Asked);
}

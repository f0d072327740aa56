using System.Net;
using System.Net.Http.Headers;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>
/// Asks a token server for a token, by GET or by OAuth2 (the Docker token specification and its OAuth2 form; RFC 6749).
/// </summary>
/// <param name="realm">The address of the server, checked.</param>
/// <param name="service">The name of the registry in the challenge, if it has one.</param>
/// <param name="credential">The credentials, or <see langword="null"/> for an anonymous token.</param>
/// <param name="places">The places that were searched for credentials.</param>
internal sealed class TokenServer(Uri realm, string? service, Credential? credential, CredentialPlaces places)
{
    private const string ClientId = "OciArtifacts";
    private const int LongestAnswer = 1024 * 1024;
    private static readonly TimeSpan ShortestUse = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Gets a token for the scope. If the server gives one with fewer rights, the registry reports it later.
    /// </summary>
    /// <exception cref="OciException">
    /// The server gives no token. It has retries of its own, which do not count for the request that needs the token.
    /// </exception>
    internal Task<Token> AskAsync(AccessScope scope, Exchange exchange, CancellationToken cancellation) =>
        new RetryPolicy(exchange.Options).RunAsync(token => AskOnceAsync(scope, exchange, token), cancellation);

    private async Task<Token> AskOnceAsync(AccessScope scope, Exchange exchange, CancellationToken cancellation)
    {
        var asked = exchange.Options.Time.GetUtcNow();
        var response = await SendAsync(scope, exchange, cancellation).ConfigureAwait(false);
        using (response)
        {
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw await RefusalAsync(response, scope, exchange, cancellation).ConfigureAwait(false);
            }

            var (text, lifetime) = await ReadAsync(response, exchange, cancellation).ConfigureAwait(false);

            // A token is renewed before it expires, so that it is valid when the request arrives. A token with a very
            // short lifetime is used for a moment anyway: otherwise each waiting request would ask for its own.
            var (end, soonest) = (asked + (lifetime * 0.8), exchange.Options.Time.GetUtcNow() + ShortestUse);
            var goodUntil = end > soonest ? end : soonest;
            return new Token(text, scope, goodUntil) { Owner = credential, Asked = exchange.Options.Time.GetTimestamp() };
        }
    }

    private async Task<HttpResponseMessage> SendAsync(AccessScope scope, Exchange exchange, CancellationToken cancellation)
    {
        if (credential is { IsIdentityToken: true }) return await PostAsync(scope, exchange, cancellation).ConfigureAwait(false);
        var request = new RegistryRequest(HttpMethod.Get, AddressFor(scope), AccessScope.None);
        var response = await ReachAsync(request, credential?.BasicHeader, exchange, cancellation).ConfigureAwait(false);
        if (credential is null || response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)) return response;
        response.Dispose();
        return await PostAsync(scope, exchange, cancellation).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> PostAsync(AccessScope scope, Exchange exchange, CancellationToken cancellation)
    {
        var request = new RegistryRequest(HttpMethod.Post, realm, AccessScope.None)
        {
            Body = (_, _) => Task.FromResult<HttpContent>(new FormUrlEncodedContent(FormFor(scope))),
        };
        return ReachAsync(request, authorization: null, exchange, cancellation);
    }

    // A failure to reach this server says nothing about the registry: neither about its name, nor its scheme, nor its
    // certificate.
    private async Task<HttpResponseMessage> ReachAsync(
        RegistryRequest request, AuthenticationHeaderValue? authorization, Exchange exchange, CancellationToken cancellation)
    {
        var registry = exchange.Connection.Registry;
        try
        {
            await exchange.PaceAsync(request.Location, cancellation).ConfigureAwait(false);
            var response = await exchange.SendAsync(request.Location, request, authorization, cancellation).ConfigureAwait(false);
            return new Identity(registry, credential, places).NoteIn(response);
        }
        catch (TransientFailure failure)
        {
            var what = $"The token server of {registry} gives no answer. {failure.What}";
            throw new TransientFailure(failure.Code, what, "Check that it is up and can be reached from here.")
            {
                IsFromUnreachedHost = failure.IsFromUnreachedHost,
                IsOverload = failure.IsOverload,
            };
        }
        catch (OciException failure)
        {
            throw new OciException(failure.Code, $"The token server of {registry} gives no answer. {failure.Message}", inner: null)
            {
                Remedy = failure.Remedy,
            };
        }
    }

    private Uri AddressFor(AccessScope scope)
    {
        var query = scope.Parts.Select(part => ("scope", part));
        if (service is not null) query = query.Prepend(("service", service));
        return query.Aggregate(
            realm, static (address, pair) => RegistryAddress.With(address, pair.Item1, Uri.EscapeDataString(pair.Item2)));
    }

    private IEnumerable<KeyValuePair<string, string>> FormFor(AccessScope scope)
    {
        yield return new("client_id", ClientId);
        yield return new("service", service ?? "");
        yield return new("scope", scope.ToString());
        if (credential!.IsIdentityToken)
        {
            yield return new("grant_type", "refresh_token");
            yield return new("refresh_token", credential.Password);
            yield break;
        }

        yield return new("grant_type", "password");
        yield return new("username", credential.UserName);
        yield return new("password", credential.Password);
    }

    private async Task<(string Text, TimeSpan Lifetime)> ReadAsync(
        HttpResponseMessage response, Exchange exchange, CancellationToken cancellation)
    {
        var body = await exchange.ReadAsync(response, LongestAnswer, cancellation).ConfigureAwait(false);
        return TokenAnswer.Read(body) ?? throw new OciException(
            OciErrorCode.RegistryFailed,
            $"The token server {RegistryAddress.Server(realm)} answers without a token that can be used. Ask its operator.");
    }

    private async Task<OciException> RefusalAsync(
        HttpResponseMessage response, AccessScope scope, Exchange exchange, CancellationToken cancellation)
    {
        var transient = await RegistryFailure.TransientOfAsync(response, exchange.Options.Time, cancellation).ConfigureAwait(false);
        if (transient is not null) return transient;
        var said = await AnswerText.QuoteAsync(response, cancellation).ConfigureAwait(false);
        var status = $"{(int)response.StatusCode} {AnswerText.ReasonOf(response)}";
        var answer = $"the token server {RegistryAddress.Server(realm)} answers {status}.{said}";
        var registry = exchange.Connection.Registry;
        return (credential, response.StatusCode) switch
        {
            (null, HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest) =>
                AuthFailure.Missing(registry, places, $" Without them, {answer}"),
            (not null, HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest) =>
                AuthFailure.Rejected(registry, credential, places, $" In its name, {answer}"),
            (not null, HttpStatusCode.Forbidden) => AuthFailure.Denied(registry, credential, scope.Shown, $" In its name, {answer}"),
            _ => new OciException(OciErrorCode.RegistryFailed, $"There is no token for {registry}: {answer} Ask its operator."),
        };
    }
}

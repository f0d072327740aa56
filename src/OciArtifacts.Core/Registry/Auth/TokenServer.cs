using System.Net;
using System.Net.Http.Headers;
using OciArtifacts.Core.Registry.Answers;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>Asks a token server for a token, by GET or by OAuth2 (the Docker token specification and its OAuth2 form; RFC 6749).</summary>
/// <param name="realm">Its address, checked.</param>
/// <param name="service">What the challenge calls the registry, if anything.</param>
/// <param name="credential">Who asks; <see langword="null"/> is anybody.</param>
/// <param name="places">Where credentials were looked for.</param>
internal sealed class TokenServer(Uri realm, string? service, Credential? credential, CredentialPlaces places)
{
    private const string ClientId = "OciArtifacts";
    private const int LongestAnswer = 1024 * 1024;
    private static readonly TimeSpan ShortestUse = TimeSpan.FromMilliseconds(500);

    /// <summary>A token for the scope. The server may give one that permits less: the registry says so then.</summary>
    /// <exception cref="OciException">It gives none, also not after retries of its own: they are not those of the request that needs the token.</exception>
    internal Task<Token> AskAsync(AccessScope scope, Exchange exchange, CancellationToken cancellation) =>
        new RetryPolicy(exchange.Options).RunAsync(token => AskOnceAsync(scope, exchange, token), cancellation);

    private async Task<Token> AskOnceAsync(AccessScope scope, Exchange exchange, CancellationToken cancellation)
    {
        var asked = exchange.Options.Time.GetUtcNow();
        var response = await SendAsync(scope, exchange, cancellation).ConfigureAwait(false);
        using (response)
        {
            if (response.StatusCode != HttpStatusCode.OK) throw await RefusalAsync(response, scope, exchange, cancellation).ConfigureAwait(false);
            var (text, lifetime) = await ReadAsync(response, exchange, cancellation).ConfigureAwait(false);

            // Renewed before its end: it has to be good when the request arrives.
            // One that ends while it is on its way still serves the requests that wait for it, else each of them would ask for its own.
            var (end, soonest) = (asked + (lifetime * 0.8), exchange.Options.Time.GetUtcNow() + ShortestUse);
            return new Token(text, scope, end > soonest ? end : soonest) { Owner = credential, Asked = exchange.Options.Time.GetTimestamp() };
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

    // That this server is not reached says nothing about how the registry is: neither its name, nor its scheme, nor its certificate.
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
            throw new TransientFailure(failure.Code, what, "Check that it is up and can be reached from here.") { IsFromUnreachedHost = failure.IsFromUnreachedHost, IsOverload = failure.IsOverload };
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
        return query.Aggregate(realm, static (address, pair) => RegistryAddress.With(address, pair.Item1, Uri.EscapeDataString(pair.Item2)));
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

    private async Task<(string Text, TimeSpan Lifetime)> ReadAsync(HttpResponseMessage response, Exchange exchange, CancellationToken cancellation)
    {
        var body = await exchange.ReadAsync(response, LongestAnswer, cancellation).ConfigureAwait(false);
        return TokenAnswer.Read(body) ?? throw new OciException(
            OciErrorCode.RegistryFailed, $"The token server {RegistryAddress.Server(realm)} answers without a token that can be used. Ask its operator.");
    }

    private async Task<OciException> RefusalAsync(HttpResponseMessage response, AccessScope scope, Exchange exchange, CancellationToken cancellation)
    {
        if (await RegistryFailure.TransientOfAsync(response, exchange.Options.Time, cancellation).ConfigureAwait(false) is { } passing) return passing;
        var said = await AnswerText.QuoteAsync(response, cancellation).ConfigureAwait(false);
        var answer = $"the token server {RegistryAddress.Server(realm)} answers {(int)response.StatusCode} {AnswerText.ReasonOf(response)}.{said}";
        var registry = exchange.Connection.Registry;
        return (credential, response.StatusCode) switch
        {
            (null, HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest) =>
                AuthFailure.Missing(registry, places, $" Without them, {answer}"),
            (not null, HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest) => AuthFailure.Rejected(registry, credential, places, $" In its name, {answer}"),
            (not null, HttpStatusCode.Forbidden) => AuthFailure.Denied(registry, credential, scope.Shown, $" In its name, {answer}"),
            _ => new OciException(OciErrorCode.RegistryFailed, $"There is no token for {registry}: {answer} Ask its operator."),
        };
    }
}

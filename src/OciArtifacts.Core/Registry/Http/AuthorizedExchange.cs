using System.Net;
using System.Net.Http.Headers;
using OciArtifacts.Core.Registry.Auth;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Http;

/// <summary>
/// Follows redirects and answers the challenge once. Credentials go to the registry alone: never to another host, and never from https
/// to http.
/// </summary>
internal sealed class AuthorizedExchange(Exchange exchange, Authorizer authorizer)
{
    private const int MostRedirects = 10;

    // The first answer to a challenge, and more only where another request's token ended just then.
    private const int MostAnswers = 3;

    private readonly AddressPolicy _addresses = new(exchange.Connection, exchange.Options);

    /// <summary>Whatever the registry answers is the caller's to judge, but a refusal of credentials.</summary>
    /// <exception cref="OciException">There is no answer, the credentials are refused, or a redirect leads where nobody should go.</exception>
    internal async Task<HttpResponseMessage> SendAsync(Uri origin, RegistryRequest request, CancellationToken cancellation)
    {
        var target = request.Location.IsAbsoluteUri ? request.Location : new Uri(origin, request.Location);
        for (var redirects = 0; ; redirects++)
        {
            var response = await SendInTurnAsync(origin, target, request, cancellation).ConfigureAwait(false);
            if (!IsRedirect(response)) return response;
            using (response)
            {
                if (redirects == MostRedirects)
                {
                    throw new OciException(
                        OciErrorCode.UnsafeRedirect, $"{exchange.Connection.Registry} redirected {MostRedirects} times; it was given up.");
                }

                target = await ResolveAsync(response, LocationOf(response), cancellation).ConfigureAwait(false);
            }
        }
    }

    internal static string LocationOf(HttpResponseMessage response) => response.Headers.NonValidated["Location"].ToString();

    /// <inheritdoc cref="AddressPolicy.ResolveAsync"/>
    internal Task<Uri> ResolveAsync(HttpResponseMessage response, string location, CancellationToken cancellation) =>
        _addresses.ResolveAsync(response, location, cancellation);

    // 303 is no redirect of the distribution specification: its answer is not the one that was asked for.
    private static bool IsRedirect(HttpResponseMessage response) => response.Headers.Contains("Location") && response.StatusCode is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    // A slot is waited for before the token is looked up: one that was good when the waiting began may be none at its end.
    private async Task<HttpResponseMessage> SendInTurnAsync(
        Uri origin, Uri target, RegistryRequest request, CancellationToken cancellation)
    {
        if (!request.IsTransfer) return await SendWithCredentialsAsync(origin, target, request, cancellation).ConfigureAwait(false);
        var slots = exchange.Connection.Transfers;
        await slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await SendWithCredentialsAsync(origin, target, request, cancellation).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<HttpResponseMessage> SendWithCredentialsAsync(
        Uri origin, Uri target, RegistryRequest request, CancellationToken cancellation)
    {
        if (!RegistryAddress.IsSameOrigin(origin, target))
        {
            await exchange.PaceAsync(target, cancellation).ConfigureAwait(false);
            return await exchange.SendAsync(target, request, authorization: null, cancellation).ConfigureAwait(false);
        }

        // Before the token is looked up: one that is good now may be none after a pause.
        await exchange.PaceAsync(target, cancellation).ConfigureAwait(false);

        var sent = await authorizer.PrepareAsync(request.Scope, exchange, cancellation).ConfigureAwait(false);
        var response = await SendAsAsync(target, request, sent, cancellation).ConfigureAwait(false);
        for (var (answers, isOld) = (0, true); answers < MostAnswers && isOld; answers++)
        {
            if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
            var asked = exchange.Options.Time.GetTimestamp();
            using (response)
            {
                sent = await authorizer.AnswerAsync(response, request.Scope, exchange, cancellation).ConfigureAwait(false);
            }

            isOld = authorizer.IsOlder(sent, asked);
            response = await SendAsAsync(target, request, sent, cancellation).ConfigureAwait(false);
        }

        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
        using (response)
        {
            throw await authorizer.RefusedAsync(response, request.Scope, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendAsAsync(
        Uri target, RegistryRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancellation)
    {
        var response = await exchange.SendAsync(target, request, authorization, cancellation).ConfigureAwait(false);
        return authorization is null ? response : authorizer.IdentityOf(request.Scope).NoteIn(response);
    }
}

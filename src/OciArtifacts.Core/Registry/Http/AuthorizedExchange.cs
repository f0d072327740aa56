using System.Net;
using System.Net.Http.Headers;
using OciArtifacts.Core.Registry.Auth;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Http;

/// <summary>
/// Sends a request with credentials: answers challenges and follows redirects. Credentials are sent to the registry
/// only, never to another host, and never over http if the registry uses https.
/// </summary>
internal sealed class AuthorizedExchange(Exchange exchange, Authorizer authorizer)
{
    private const int MostRedirects = 10;

    // One answer to a challenge. More only if the token of another request expired in that moment.
    private const int MostAnswers = 3;

    private readonly AddressPolicy _addresses = new(exchange.Connection, exchange.Options);

    /// <summary>Sends the request. The caller checks the status, except for refused credentials.</summary>
    /// <exception cref="OciException">
    /// There is no answer, the credentials are refused, or a redirect leads to an address that must not be used.
    /// </exception>
    internal async Task<HttpResponseMessage> SendAsync(Uri origin, RegistryRequest request, CancellationToken cancellation)
    {
        var target = request.Location.IsAbsoluteUri ? request.Location : new Uri(origin, request.Location);
        for (var redirects = 0; ; redirects++)
        {
            var response = await SendInTurnAsync(origin, target, request, cancellation).ConfigureAwait(false);
            if (!IsRedirect(response)) return response;
            if (Uri.TryCreate(target, LocationOf(response), out var next) && !request.MayRedirectTo(next)) return response;
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

    // The specification has no redirect by 303: its answer would be that of another request.
    private static bool IsRedirect(HttpResponseMessage response) => response.Headers.Contains("Location") && response.StatusCode is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    // Waits for a slot before it looks up the token, because the token may expire during the wait.
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

        // Pauses before it looks up the token, because the token may expire during the pause.
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

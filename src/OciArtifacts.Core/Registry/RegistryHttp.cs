using System.Net;
using System.Net.Http.Headers;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Auth;

namespace OciArtifacts.Core.Registry;

/// <summary>
/// Sends requests to one registry: finds out its scheme, answers its challenge once, follows its redirects. Credentials go to the registry
/// alone, and never from https to http.
/// </summary>
internal sealed class RegistryHttp(string registry, RegistryOptions options, HttpMessageInvoker http, Authorizer authorizer)
{
    private const int MostRedirects = 10;

    private Uri? _origin;
    private long _requests;

    /// <summary>How many requests were sent.</summary>
    internal long Requests => Interlocked.Read(ref _requests);

    internal string Registry { get; } = registry;

    /// <summary>Sends the request; whatever the registry answers is the caller's to judge, but a refusal of credentials.</summary>
    /// <exception cref="OciException">The registry cannot be reached, refuses the credentials, or redirects where nobody should go.</exception>
    internal async Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellation)
    {
        if (_origin is not null || request.Location.IsAbsoluteUri)
        {
            return await SendToAsync(_origin!, request, cancellation).ConfigureAwait(false);
        }

        var (origin, response) = await FindOriginAsync(request, cancellation).ConfigureAwait(false);
        _origin = origin;
        return response;
    }

    /// <summary>Resolves an address that the registry gave in answer to a request; it may be relative (distribution-spec, "Pushing blobs").</summary>
    internal Uri Resolve(HttpResponseMessage response, Uri location)
    {
        var asked = response.RequestMessage!.RequestUri!;
        var target = new Uri(asked, location);
        if (target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && asked.Scheme == Uri.UriSchemeHttp)) return target;
        throw new OciException(
            OciErrorCode.UnsafeRedirect, $"{Registry} answered with an address at {target.GetLeftPart(UriPartial.Authority)}, which is less secure than the registry itself. It was not used.");
    }

    private async Task<(Uri Origin, HttpResponseMessage Response)> FindOriginAsync(RegistryRequest request, CancellationToken cancellation)
    {
        var schemes = Schemes();
        for (var i = 0; ; i++)
        {
            var origin = new Uri($"{schemes[i]}://{Registry}/");
            var isLast = i == schemes.Count - 1;
            try
            {
                var response = await SendToAsync(origin, request, cancellation).ConfigureAwait(false);

                // What a TLS server answers to plain HTTP.
                if (isLast || origin.Scheme == Uri.UriSchemeHttps || response.StatusCode != HttpStatusCode.BadRequest) return (origin, response);
                response.Dispose();
            }
            catch (OciException failure) when (!isLast && IsOfTheScheme(failure))
            {
                // The other scheme is tried.
            }
        }
    }

    private IReadOnlyList<string> Schemes()
    {
        if (options.IsInsecure(Registry)) return [Uri.UriSchemeHttps, Uri.UriSchemeHttp];
        return RegistryHost.IsLoopback(Registry) ? [Uri.UriSchemeHttp, Uri.UriSchemeHttps] : [Uri.UriSchemeHttps];
    }

    // A port where nobody listens is the same port for the other scheme.
    private static bool IsOfTheScheme(OciException failure) =>
        failure.InnerException is HttpRequestException { HttpRequestError: not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError) };

    private async Task<HttpResponseMessage> SendToAsync(Uri origin, RegistryRequest request, CancellationToken cancellation)
    {
        var target = new Uri(origin, request.Location);
        for (var redirects = 0; ; redirects++)
        {
            var response = await SendWithCredentialsAsync(origin, target, request, cancellation).ConfigureAwait(false);
            if (!IsRedirect(response)) return response;
            using (response)
            {
                if (redirects == MostRedirects)
                {
                    throw new OciException(OciErrorCode.UnsafeRedirect, $"{Registry} redirected {MostRedirects} times; it was given up.");
                }

                target = Resolve(response, response.Headers.Location!);
            }
        }
    }

    private static bool IsRedirect(HttpResponseMessage response) => response.Headers.Location is not null && response.StatusCode is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private async Task<HttpResponseMessage> SendWithCredentialsAsync(
        Uri origin, Uri target, RegistryRequest request, CancellationToken cancellation)
    {
        var isRegistry = Uri.Compare(origin, target, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        var sent = authorizer.Header;
        var response = await SendOnceAsync(target, request, isRegistry ? sent : null, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !isRegistry) return response;
        using (response)
        {
            await authorizer.AnswerAsync(response, sent, cancellation).ConfigureAwait(false);
        }

        response = await SendOnceAsync(target, request, authorizer.Header, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
        using (response)
        {
            throw await authorizer.RejectedAsync(response, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        Uri target, RegistryRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        using var message = await request.ToMessageAsync(target, cancellation).ConfigureAwait(false);
        message.Headers.Authorization = authorization;

        // A body may take as long as it takes; an answer to nothing may not.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (request.Body is null) patience.CancelAfter(options.AnswerTimeout);
        try
        {
            return await http.SendAsync(message, patience.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException problem)
        {
            throw RegistryFailure.Of(Registry, problem);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new OciException(
                OciErrorCode.RegistryUnreachable, $"{Registry} did not answer in time. Check that it is up and that a proxy or firewall lets you through.", problem);
        }
    }
}

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

    internal required ServerCertificate Certificate { get; init; }

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

    /// <summary>Reads the body of an answer into the buffer, as far as it goes.</summary>
    /// <exception cref="OciException">It breaks off, or does not come in time.</exception>
    internal async Task<int> ReadAsync(HttpResponseMessage response, Memory<byte> buffer, CancellationToken cancellation)
    {
        using var patience = Patience(cancellation);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
            await using var disposal = stream.ConfigureAwait(false);
            return await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, patience.Token).ConfigureAwait(false);
        }
        catch (IOException problem)
        {
            throw new OciException(OciErrorCode.RegistryUnreachable, $"The answer of {Registry} breaks off: {problem.Message}", problem);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw TooLate(problem);
        }
    }

    /// <summary>The address that an answer names; it may be relative to what was asked (distribution-spec 1.1.1, "Pushing blobs").</summary>
    /// <exception cref="OciException">It leads from https to http, or is none.</exception>
    internal Uri Resolve(HttpResponseMessage response)
    {
        var asked = response.RequestMessage!.RequestUri!;
        var target = RegistryAddress.Resolve(asked, response.Headers.NonValidated["Location"].ToString());
        if (target is not null && (target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && asked.Scheme == Uri.UriSchemeHttp)))
        {
            return target;
        }

        throw new OciException(
            OciErrorCode.UnsafeRedirect,
            $"{Registry} answered with an address {(target is null ? "that is none" : $"at {RegistryAddress.Server(target)}, which is less secure than the registry itself")}. It was not used.");
    }

    // A token that ends when a registry has said nothing for too long.
    private CancellationTokenSource Patience(CancellationToken cancellation)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.AnswerTimeout);
        return patience;
    }

    private OciException TooLate(Exception problem) => new(
        OciErrorCode.RegistryUnreachable, $"{Registry} did not answer in time. Check that it is up and that a proxy or firewall lets you through.", problem);

    private async Task<(Uri Origin, HttpResponseMessage Response)> FindOriginAsync(RegistryRequest request, CancellationToken cancellation)
    {
        var schemes = Schemes();
        var first = new Uri($"{schemes[0]}://{Registry}/");
        if (schemes.Count == 1) return (first, await SendToAsync(first, request, cancellation).ConfigureAwait(false));

        HttpResponseMessage? refusal = null;
        OciException? failure = null;
        try
        {
            var response = await SendToAsync(first, request, cancellation).ConfigureAwait(false);

            // 400 is what a TLS server answers to plain HTTP; it may also be meant.
            if (first.Scheme == Uri.UriSchemeHttps || response.StatusCode != HttpStatusCode.BadRequest) return (first, response);
            refusal = response;
        }
        catch (OciException problem) when (IsOfTheScheme(problem))
        {
            failure = problem;
        }

        var second = new Uri($"{schemes[1]}://{Registry}/");
        try
        {
            var response = await SendToAsync(second, request, cancellation).ConfigureAwait(false);
            refusal?.Dispose();
            return (second, response);
        }
        catch (OciException problem) when (problem.InnerException is HttpRequestException && refusal is not null && !Certificate.WasShown)
        {
            return (first, refusal);
        }
        catch (OciException problem) when (problem.InnerException is HttpRequestException && failure?.Code == OciErrorCode.TransportSecurity)
        {
            // That the secure scheme failed says more than that the other one did too.
            throw failure;
        }
    }

    private IReadOnlyList<string> Schemes()
    {
        if (options.IsInsecure(Registry)) return [Uri.UriSchemeHttps, Uri.UriSchemeHttp];
        return RegistryHost.IsLoopback(Registry) ? [Uri.UriSchemeHttp, Uri.UriSchemeHttps] : [Uri.UriSchemeHttps];
    }

    // A port where nobody listens is the same port for the other scheme, where a port is named.
    private bool IsOfTheScheme(OciException failure) => failure.InnerException is HttpRequestException problem && problem.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => false,
        HttpRequestError.ConnectionError => RegistryHost.PortOf(Registry) is null,
        _ => true,
    };

    private async Task<HttpResponseMessage> SendToAsync(Uri origin, RegistryRequest request, CancellationToken cancellation)
    {
        var target = request.Location.IsAbsoluteUri ? request.Location : new Uri(origin, request.Location);
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

                target = Resolve(response);
            }
        }
    }

    private static bool IsRedirect(HttpResponseMessage response) => response.Headers.Contains("Location") && response.StatusCode is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private async Task<HttpResponseMessage> SendWithCredentialsAsync(
        Uri origin, Uri target, RegistryRequest request, CancellationToken cancellation)
    {
        var isRegistry = origin.Scheme == target.Scheme && origin.IdnHost == target.IdnHost && origin.Port == target.Port;
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

        // A body may take as long as it moves; and when it is there, a registry may have to put it elsewhere before it answers.
        using var patience = Patience(cancellation);
        void Wait(bool isSent) => patience.CancelAfter(isSent ? options.CommitTimeout : options.AnswerTimeout);
        using var message = await request.ToMessageAsync(target, Wait, cancellation).ConfigureAwait(false);
        message.Headers.Authorization = authorization;
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
            throw TooLate(problem);
        }
    }
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Http;

/// <summary>Finds out with the first request whether the registry uses https or, if that is allowed, http.</summary>
internal sealed class OriginFinder(Exchange exchange, AuthorizedExchange sender)
{
    private readonly RegistryConnection _connection = exchange.Connection;

    /// <summary>Sends the request to the registry.</summary>
    /// <exception cref="OciException">There is no answer, as in <see cref="AuthorizedExchange.SendAsync"/>.</exception>
    internal async Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellation)
    {
        if (_connection.Origin is { } known) return await sender.SendAsync(known, request, cancellation).ConfigureAwait(false);
        var (origin, response) = await FindAsync(request, cancellation).ConfigureAwait(false);
        _connection.Origin = origin;
        return response;
    }

    private async Task<(Uri Origin, HttpResponseMessage Response)> FindAsync(RegistryRequest request, CancellationToken cancellation)
    {
        var schemes = Schemes();
        var first = OriginOf(schemes[0]);
        if (schemes.Count == 1) return (first, await sender.SendAsync(first, request, cancellation).ConfigureAwait(false));

        HttpResponseMessage? refusal = null;
        OciException? failure = null;
        try
        {
            var response = await sender.SendAsync(first, request, cancellation).ConfigureAwait(false);

            // A TLS server answers plain HTTP with 400. A plain HTTP server may answer 400 too.
            if (first.Scheme == Uri.UriSchemeHttps || response.StatusCode != System.Net.HttpStatusCode.BadRequest) return (first, response);
            refusal = response;
        }
        catch (OciException problem) when (MayDependOnScheme(problem))
        {
            failure = problem;
        }

        var second = OriginOf(schemes[1]);
        try
        {
            var response = await sender.SendAsync(second, request, cancellation).ConfigureAwait(false);
            refusal?.Dispose();
            return (second, response);
        }
        catch (OciException problem) when (
            problem.InnerException is HttpRequestException && refusal is not null && !_connection.Tls.HasSeenCertificate)
        {
            return (first, refusal);
        }
        catch (OciException problem) when (problem.InnerException is HttpRequestException
            && failure is not null && (failure.Code == OciErrorCode.TransportSecurity || _connection.Proxy.GetProxy(first) is not null))
        {
            // The failure over https, or through a proxy, says more than the failure of the other attempt.
            throw failure;
        }
        catch (OciException problem) when (
            problem.Code == OciErrorCode.TransportSecurity && failure is TransientFailure && !_connection.Tls.HasSeenCertificate)
        {
            // The registry has no TLS, so the failure of the plain connection counts. It may be transient.
            throw failure;
        }
    }

    private bool HasDifferentProxies =>
        _connection.Proxy.GetProxy(OriginOf(Uri.UriSchemeHttps)) != _connection.Proxy.GetProxy(OriginOf(Uri.UriSchemeHttp));

    private Uri OriginOf(string scheme) => new($"{scheme}://{_connection.Host}/");

    private IReadOnlyList<string> Schemes()
    {
        if (exchange.Options.IsInsecure(_connection.Registry)) return [Uri.UriSchemeHttps, Uri.UriSchemeHttp];
        return RegistryHost.IsLoopback(_connection.Registry) ? [Uri.UriSchemeHttp, Uri.UriSchemeHttps] : [Uri.UriSchemeHttps];
    }

    // Whether the other scheme may succeed. If the name has a port, both schemes use it, so an unreachable port is
    // unreachable for both; except if only one of them goes through a proxy, or each through another one.
    private bool MayDependOnScheme(OciException failure) => failure.InnerException switch
    {
        HttpRequestException or OperationCanceledException when HasDifferentProxies => true,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => false,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or OperationCanceledException =>
            RegistryHost.PortOf(_connection.Registry) is null,
        HttpRequestException => true,
        _ => false,
    };
}

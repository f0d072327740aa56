using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Http;

/// <summary>Finds out by the first request whether a registry speaks https or, where that is allowed, http.</summary>
internal sealed class OriginFinder(Exchange exchange, AuthorizedExchange sender)
{
    private readonly RegistryConnection _connection = exchange.Connection;

    /// <summary>Sends the request to the registry, wherever that is.</summary>
    /// <exception cref="OciException">There is no answer that can be judged.</exception>
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

            // 400 is what a TLS server answers to plain HTTP; it may also be meant.
            if (first.Scheme == Uri.UriSchemeHttps || response.StatusCode != System.Net.HttpStatusCode.BadRequest) return (first, response);
            refusal = response;
        }
        catch (OciException problem) when (IsOfTheScheme(problem))
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
        catch (OciException problem) when (problem.InnerException is HttpRequestException && refusal is not null && !_connection.Tls.HasSeenCertificate)
        {
            return (first, refusal);
        }
        catch (OciException problem) when (problem.InnerException is HttpRequestException
            && failure is not null && (failure.Code == OciErrorCode.TransportSecurity || _connection.Proxy.GetProxy(first) is not null))
        {
            // That the secure scheme failed, or the way through a proxy, says more than that the other one did too.
            throw failure;
        }
        catch (OciException problem) when (problem.Code == OciErrorCode.TransportSecurity && failure is TransientFailure && !_connection.Tls.HasSeenCertificate)
        {
            // It speaks no TLS: it is the plain connection that broke, and that may pass.
            throw failure;
        }
    }

    private bool HasTwoWays =>
        _connection.Proxy.GetProxy(OriginOf(Uri.UriSchemeHttps)) != _connection.Proxy.GetProxy(OriginOf(Uri.UriSchemeHttp));

    private Uri OriginOf(string scheme) => new($"{scheme}://{_connection.Host}/");

    private IReadOnlyList<string> Schemes()
    {
        if (exchange.Options.IsInsecure(_connection.Registry)) return [Uri.UriSchemeHttps, Uri.UriSchemeHttp];
        return RegistryHost.IsLoopback(_connection.Registry) ? [Uri.UriSchemeHttp, Uri.UriSchemeHttps] : [Uri.UriSchemeHttps];
    }

    // A port where nobody listens, or where what arrives is dropped, is the same port for the other scheme, where a port is named; but not
    // where another proxy, or only one, leads there.
    private bool IsOfTheScheme(OciException failure) => failure.InnerException switch
    {
        HttpRequestException or OperationCanceledException when HasTwoWays => true,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => false,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or OperationCanceledException => RegistryHost.PortOf(_connection.Registry) is null,
        HttpRequestException => true,
        _ => false,
    };
}

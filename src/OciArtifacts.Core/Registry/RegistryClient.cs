using System.Net;
using System.Net.Security;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Auth;

namespace OciArtifacts.Core.Registry;

/// <summary>Speaks to one registry (distribution-spec 1.1.1). Safe for parallel calls; nothing is sent before the first of them.</summary>
public sealed class RegistryClient : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly Authorizer _authorizer;
    private readonly RegistryHttp _registry;

    /// <summary>Prepares a client.</summary>
    /// <param name="registry">The registry, <c>host[:port]</c>.</param>
    /// <param name="options">How it is spoken to.</param>
    /// <exception cref="OciException">The text names no registry (<see cref="OciErrorCode.InvalidRegistry"/>).</exception>
    public RegistryClient(string registry, RegistryOptions options)
    {
        if (!RegistryHost.IsValid(registry))
        {
            throw new OciException(
                OciErrorCode.InvalidRegistry, $"'{registry}' is no registry. Write host[:port], for example ghcr.io or localhost:5000, without https:// and without a path.");
        }

        var certificate = new ServerCertificate(registry, options.IsInsecure(registry));
        _http = new HttpMessageInvoker(HandlerFor(certificate, options));
        _authorizer = new Authorizer(registry, new CredentialChain(options.Environment));
        _registry = new RegistryHttp(registry, options, _http, _authorizer) { Certificate = certificate };
    }

    /// <summary>How many requests were sent so far.</summary>
    public long Requests => _registry.Requests;

    /// <summary>A repository of the registry.</summary>
    /// <exception cref="OciException">The name does not fit its grammar (<see cref="OciErrorCode.InvalidRepository"/>).</exception>
    public RegistryRepository Repository(string name) => RepositoryName.IsValid(name)
        ? new RegistryRepository(_registry, name)
        : throw new OciException(OciErrorCode.InvalidRepository, $"'{name}' is no repository name.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _authorizer.Dispose();
    }

    // Redirects are followed by RegistryHttp, which knows what may be sent where; cookies break the authentication of some registries.
    private static SocketsHttpHandler HandlerFor(ServerCertificate certificate, RegistryOptions options)
    {
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxConnectionsPerServer = options.Connections,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = certificate.IsBelieved },
        };
    }
}

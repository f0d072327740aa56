using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.TestKit;

/// <summary>
/// A client for servers on this machine. It ignores the proxy of the environment, which cannot reach this machine's
/// ports, and does not follow redirects. Over TLS it trusts only the given authority.
/// </summary>
public sealed class LocalClient(string? caPath) : HttpClient(Handler(caPath))
{
    private static SocketsHttpHandler Handler(string? caPath)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (caPath is not null) handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Only(caPath) };
        return handler;
    }

    private static X509ChainPolicy Only(string caPath) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(caPath) },
        RevocationMode = X509RevocationMode.NoCheck,
    };
}

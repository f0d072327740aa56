using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.TestKit;

/// <summary>
/// For servers on this machine: past any proxy of the environment, which knows nothing of this machine's ports, and without following
/// redirects. Over TLS it trusts the one authority that it is given, and nobody else.
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

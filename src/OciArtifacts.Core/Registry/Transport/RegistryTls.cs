using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// The TLS settings for one registry and the servers that it redirects to: which certificates are trusted, and which
/// server sees the certificate of the client. Files are read at the first handshake.
/// </summary>
internal sealed class RegistryTls : IDisposable
{
    private readonly string _host;
    private readonly bool _isInsecure;
    private readonly Lazy<RegistryCertificates> _certificates;

    internal RegistryTls(string registry, bool isInsecure, Func<string, string?> environment)
    {
        _host = new Uri($"https://{registry}/").IdnHost;
        _isInsecure = isInsecure;
        _certificates = new Lazy<RegistryCertificates>(() => new RegistryCertificates(registry, environment));
    }

    /// <summary>Whether a server has shown a certificate. Such a server speaks TLS.</summary>
    internal bool HasSeenCertificate { get; private set; }

    /// <summary>
    /// The options for an HTTP handler. A certificate file that cannot be used fails the first request over TLS, with
    /// an <see cref="OciException"/> inside of its <see cref="HttpRequestException"/>.
    /// </summary>
    internal SslClientAuthenticationOptions Options() => new()
    {
        RemoteCertificateValidationCallback = IsBelieved,
        LocalCertificateSelectionCallback = (_, host, _, shown, _) => ClientCertificateFor(host, shown),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_certificates.IsValueCreated) _certificates.Value.Dispose();
    }

    // Trusts what the system trusts and what an authority of the user signed. Of an insecure registry it trusts any
    // certificate, but not of the servers that it redirects to. An authority cannot make a wrong name valid.
    private bool IsBelieved(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        HasSeenCertificate = true;
        var certificates = _certificates.Value;
        var isRegistry = sender is SslStream stream && IsRegistry(stream.TargetHostName);
        if (errors == SslPolicyErrors.None || (isRegistry && _isInsecure)) return true;
        return errors == SslPolicyErrors.RemoteCertificateChainErrors
            && certificate is X509Certificate2 shown
            && certificates.Vouch(shown, chain?.ChainPolicy.ExtraStore ?? [], isRegistry);
    }

    // The first call comes before the server has answered, and the server may not speak TLS. If the server wants a
    // certificate, there is a second call.
    private X509Certificate2? ClientCertificateFor(string host, X509Certificate? shown) =>
        shown is not null && IsRegistry(host) ? _certificates.Value.Client : null;

    private bool IsRegistry(string host) => host.Equals(_host, StringComparison.OrdinalIgnoreCase);
}

using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// How TLS is spoken with one registry and with where it redirects to: whose certificates are believed, and who is shown one. Remembers that
/// a certificate was shown: who shows one speaks TLS. No file is read before that.
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

    /// <summary>Whether any server has shown one.</summary>
    internal bool HasSeenCertificate { get; private set; }

    /// <summary>
    /// What a handler of the registry is to be given. A file that cannot be used fails the first request over TLS, with an
    /// <see cref="OciException"/> inside of its <see cref="HttpRequestException"/>.
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

    // Believes what the system believes or an authority of the user vouches for, and of an insecure registry anything; not of where that
    // may redirect to. No authority makes another name right.
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

    // The first call comes before the server has said anything, and it may speak no TLS at all; where it wants a certificate, there is a
    // second one.
    private X509Certificate2? ClientCertificateFor(string host, X509Certificate? shown) =>
        shown is not null && IsRegistry(host) ? _certificates.Value.Client : null;

    private bool IsRegistry(string host) => host.Equals(_host, StringComparison.OrdinalIgnoreCase);
}

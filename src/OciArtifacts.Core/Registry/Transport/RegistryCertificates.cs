using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// The certificates of the user for a registry: authorities in addition to those of the system, and a certificate of
/// the client.
/// </summary>
internal sealed class RegistryCertificates : IDisposable
{
    private const string AuthorityVariable = "OCIARTIFACTS_CA_FILE";
    private const string ClientVariable = "OCIARTIFACTS_CLIENT_CERTIFICATE";
    private const string KeyVariable = "OCIARTIFACTS_CLIENT_KEY";

    // RFC 5280, section 4.2.1.12: id-kp-serverAuth.
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2Collection _ofAll = [];
    private readonly X509Certificate2Collection _ofRegistry = [];

    /// <summary>Reads the certificates.</summary>
    /// <exception cref="OciException">A file cannot be used (<see cref="OciErrorCode.CertificateFile"/>).</exception>
    internal RegistryCertificates(string registry, Func<string, string?> environment)
    {
        var folders = new CertificateFolders(registry, environment);
        if (PemFile.Of(AuthorityVariable, environment) is { } file) _ofAll.AddRange(file.Certificates());
        foreach (var authority in folders.Authorities) _ofRegistry.AddRange(authority.Certificates());
        if ((FromEnvironment(environment) ?? folders.Client) is { } client) Client = client.Certificate.CertificateWith(client.Key);
    }

    /// <summary>The certificate of the client. Only the registry may see it.</summary>
    internal X509Certificate2? Client { get; }

    /// <summary>
    /// Whether an authority of the user signed the certificate of a server. The authority of the environment is valid
    /// for all servers; those of the folders are valid for the registry only.
    /// </summary>
    /// <param name="shown">The certificate of the server.</param>
    /// <param name="between">The certificates that the server sent in addition. They may lead to the authority.</param>
    /// <param name="isRegistry">Whether the server is the registry itself.</param>
    internal bool Vouch(X509Certificate2 shown, X509Certificate2Collection between, bool isRegistry)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_ofAll);
        if (isRegistry) chain.ChainPolicy.CustomTrustStore.AddRange(_ofRegistry);
        if (chain.ChainPolicy.CustomTrustStore.Count == 0) return false;

        // Private authorities rarely publish revocations and intermediate certificates.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return chain.Build(shown);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var certificate in _ofAll.Concat(_ofRegistry)) certificate.Dispose();
        Client?.Dispose();
    }

    private static (PemFile Certificate, PemFile Key)? FromEnvironment(Func<string, string?> environment)
    {
        var key = PemFile.Of(KeyVariable, environment);
        if (PemFile.Of(ClientVariable, environment) is { } certificate) return (certificate, key ?? certificate);
        return key is null ? null : throw key.Unusable("is a key without a certificate", $"Name the certificate in {ClientVariable}");
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>An authority that no system trusts, and its certificates.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    internal TestAuthority(TestAuthority? above = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=authority {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        Certificate = Signed(request, key, above?.Certificate, TimeSpan.FromHours(2));
    }

    internal X509Certificate2 Certificate { get; }

    internal string Pem => Certificate.ExportCertificatePem() + "\n";

    public void Dispose() => Certificate.Dispose();

    /// <summary>A certificate for a server with the names.</summary>
    internal X509Certificate2 Server(params string[] names) => Leaf(names, ServerAuthentication, TimeSpan.FromHours(1));

    internal X509Certificate2 ExpiredServer(string name) => Leaf([name], ServerAuthentication, TimeSpan.FromMinutes(-10));

    /// <summary>A certificate that is valid for clients only.</summary>
    internal X509Certificate2 Client(params string[] names) => Leaf(names, ClientAuthentication, TimeSpan.FromHours(1));

    internal static string KeyPem(X509Certificate2 certificate)
    {
        // Windows exports an imported key only with a password.
        const string Password = "pw";
        using var key = certificate.GetECDsaPrivateKey()!;
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1);
        using var copy = ECDsa.Create();
        copy.ImportEncryptedPkcs8PrivateKey(Password, key.ExportEncryptedPkcs8PrivateKey(Password, parameters), out _);
        return copy.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private X509Certificate2 Leaf(string[] names, string purpose, TimeSpan end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=leaf", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        if (names.Length > 0)
        {
            var builder = new SubjectAlternativeNameBuilder();
            foreach (var name in names)
            {
                if (IPAddress.TryParse(name, out var address)) builder.AddIpAddress(address);
                else builder.AddDnsName(name);
            }

            request.CertificateExtensions.Add(builder.Build());
        }

        return Signed(request, key, Certificate, end);
    }

    private static X509Certificate2 Signed(CertificateRequest request, ECDsa key, X509Certificate2? issuer, TimeSpan end)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (start, stop) = (now.AddMinutes(-30), now.Add(end));
        if (issuer is not null && new DateTimeOffset(issuer.NotAfter) is var last && stop > last) stop = last;
        using var bare = issuer is null ? null : request.Create(issuer, start, stop, Guid.NewGuid().ToByteArray());
        using var created = bare is null ? request.CreateSelfSigned(start, stop) : bare.CopyWithPrivateKey(key);

        // A TLS server on Windows needs an imported key, not an ephemeral one.
        return X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pfx), password: null, X509KeyStorageFlags.Exportable);
    }
}

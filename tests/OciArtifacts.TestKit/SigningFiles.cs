using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.TestKit;

/// <summary>A private key that signs, in PEM, and a certificate for code signing that it signed itself.</summary>
public sealed class SigningFiles
{
    /// <summary>The passphrase of <see cref="EncryptedKey"/>.</summary>
    public const string Passphrase = "s3cret passphrase of a test";

    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 1000);

    /// <summary>Makes a new key of the curve P-256.</summary>
    public SigningFiles()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Key = key.ExportPkcs8PrivateKeyPem();
        EncryptedKey = key.ExportEncryptedPkcs8PrivateKeyPem(Passphrase, Encryption);
        PublicKey = key.ExportSubjectPublicKeyInfoPem();
        Certificate = CertificateOf(key).ExportCertificatePem();

        // The third line of a key has only the public half, which stands in the certificate too.
        Secrets = [.. SecretsOf(key), .. Lines(Key).Take(2), .. Lines(EncryptedKey), Passphrase];
        SecretBytes = key.ExportParameters(includePrivateParameters: true).D!;
    }

    /// <summary>PKCS#8.</summary>
    public string Key { get; }

    /// <summary>PKCS#8, encrypted.</summary>
    public string EncryptedKey { get; }

    public string PublicKey { get; }

    public string Certificate { get; }

    /// <summary>The forms of the key and of the passphrase as text. None may be shown.</summary>
    public IReadOnlyList<string> Secrets { get; }

    /// <summary>The private number of the key.</summary>
    public IReadOnlyList<byte> SecretBytes { get; }

    // Valid since yesterday, because the clock of a verifier can be behind.
    private static X509Certificate2 CertificateOf(ECDsa key)
    {
        var request = new CertificateRequest("CN=Signer, O=Contoso, ST=WA, C=US", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.3")], critical: false));
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    private static IEnumerable<string> SecretsOf(ECDsa key)
    {
        var number = key.ExportParameters(includePrivateParameters: true).D!;
        yield return Convert.ToHexString(number);
        yield return Convert.ToHexStringLower(number);
        yield return Convert.ToBase64String(number);
        yield return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
        yield return Convert.ToBase64String(key.ExportECPrivateKey());
    }

    // The full lines between the first and the last one.
    private static IEnumerable<string> Lines(string pem) => pem.Split('\n', StringSplitOptions.TrimEntries)[1..^1].Where(line => line.Length == 64);
}

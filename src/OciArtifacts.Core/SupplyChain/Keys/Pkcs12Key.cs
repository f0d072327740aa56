using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>Reads a private key and its certificates from PKCS#12 (RFC 7292).</summary>
/// <param name="passphrase">Reads the passphrase.</param>
/// <param name="unusable">Makes the failure that says what is wrong with the key.</param>
internal sealed class Pkcs12Key(Func<string?> passphrase, Func<string, Exception?, OciException> unusable)
{
    // macOS reads no key into memory only.
    private static readonly X509KeyStorageFlags Flags =
        OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;

    internal (AsymmetricAlgorithm Key, KeyType Type) Read(byte[] bytes, X509Certificate2Collection certificates)
    {
        certificates.AddRange(Load(bytes));
        var withKey = certificates.Where(certificate => certificate.HasPrivateKey).ToList();
        if (withKey is not [var leaf]) throw unusable($"has {withKey.Count} private keys with a certificate, and wanted is one", null);
        var (type, other) = KeyAlgorithm.Of(leaf.PublicKey.Oid.Value, leaf.PublicKey.EncodedParameters?.RawData);
        if (type is not { } known) throw unusable($"is {other}, and wanted is {KeyAlgorithm.Wanted}", null);
        AsymmetricAlgorithm? key = known == KeyType.Rsa ? leaf.GetRSAPrivateKey() : leaf.GetECDsaPrivateKey();
        return (key ?? throw unusable("has a key that cannot be read", null), known);
    }

    private X509Certificate2Collection Load(byte[] bytes)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12Collection(bytes, passphrase(), Flags);
        }
        catch (CryptographicException problem)
        {
            throw unusable(
                "cannot be read: the passphrase is another one or is not given, or this is no PKCS#12 and no PEM. "
                + "The passphrase comes from an environment variable, by its name",
                problem);
        }
    }
}

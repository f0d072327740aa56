using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>Reads a private key from PEM.</summary>
/// <param name="passphrase">Reads the passphrase; called only for an encrypted key.</param>
/// <param name="unusable">Makes the failure that says what is wrong with the key.</param>
internal sealed class PemKey(Func<string?> passphrase, Func<string, Exception?, OciException> unusable)
{
    private const string ToPkcs8 = "'openssl pkcs8 -topk8 -in key.pem -out new.pem' makes that of it";

    internal (AsymmetricAlgorithm Key, KeyType Type) Read(string text, X509Certificate2Collection certificates)
    {
        var blocks = PemBlock.FindAll(text);
        try
        {
            foreach (var block in blocks.Where(block => block.Label == "CERTIFICATE"))
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(block.Bytes));
            }

            return Read(text, blocks);
        }
        catch (PlatformNotSupportedException problem)
        {
            throw unusable($"is on a curve that is not known here, and wanted is {KeyAlgorithm.Wanted}", problem);
        }
        catch (CryptographicException problem)
        {
            throw unusable("is damaged: a block of it cannot be decoded. Export it again", problem);
        }
        finally
        {
            foreach (var block in blocks) CryptographicOperations.ZeroMemory(block.Bytes);
        }
    }

    private (AsymmetricAlgorithm Key, KeyType Type) Read(string text, IReadOnlyList<PemBlock> blocks)
    {
        var keys = blocks.Where(block => block.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)).ToList();
        if (keys.Count > 1) throw unusable($"has {keys.Count} private keys. Leave one", null);
        return keys is [var block] ? Read(block) : throw (text.Contains("Proc-Type:", StringComparison.Ordinal)
            ? unusable($"is encrypted in an old form. Give it as PKCS#8: {ToPkcs8}", null)
            : unusable("has no private key. Give PKCS#8 in PEM, which begins with -----BEGIN PRIVATE KEY-----, or PKCS#12", null));
    }

    private (AsymmetricAlgorithm Key, KeyType Type) Read(PemBlock block) => block.Label switch
    {
        "PRIVATE KEY" => Import(Pkcs8PrivateKeyInfo.Decode(block.Bytes, out _, skipCopy: true)),
        "ENCRYPTED PRIVATE KEY" => Import(Decrypted(block.Bytes)),
        "EC PRIVATE KEY" => Import(Pkcs8Of(ECDsa.Create(), key => key.ImportECPrivateKey(block.Bytes, out _))),
        "RSA PRIVATE KEY" => Import(Pkcs8Of(RSA.Create(), key => key.ImportRSAPrivateKey(block.Bytes, out _))),
        "ENCRYPTED SIGSTORE PRIVATE KEY" or "ENCRYPTED COSIGN PRIVATE KEY" => throw unusable(
            "has the form that only cosign reads. Give the key as PKCS#8 in PEM. If there is only this one, make a new key with "
            + "'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256'; 'cosign import-key-pair' gives it to cosign too",
            null),
        _ => throw unusable($"is no PKCS#8. {ToPkcs8}", null),
    };

    private (AsymmetricAlgorithm Key, KeyType Type) Import(Pkcs8PrivateKeyInfo info)
    {
        var (type, other) = KeyAlgorithm.Of(info.AlgorithmId.Value, info.AlgorithmParameters);
        if (type is not { } known) throw unusable($"is {other}, and wanted is {KeyAlgorithm.Wanted}", null);
        var key = KeyAlgorithm.Create(known);
        var bytes = info.Encode();
        try
        {
            key.ImportPkcs8PrivateKey(bytes, out _);
            return (key, known);
        }
        catch (CryptographicException)
        {
            key.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    // The older forms of a key, in the form that names the algorithm.
    private static Pkcs8PrivateKeyInfo Pkcs8Of<T>(T key, Action<T> import)
        where T : AsymmetricAlgorithm
    {
        using (key)
        {
            import(key);
            return Pkcs8PrivateKeyInfo.Decode(key.ExportPkcs8PrivateKey(), out _, skipCopy: true);
        }
    }

    private Pkcs8PrivateKeyInfo Decrypted(byte[] bytes)
    {
        var secret = passphrase() ?? throw unusable(
            "is encrypted, and no passphrase is given. Put the passphrase into an environment variable and give its name", null);
        try
        {
            return Pkcs8PrivateKeyInfo.DecryptAndDecode(secret, bytes, out _);
        }
        catch (CryptographicException problem)
        {
            throw unusable(
                "cannot be decrypted: the passphrase is another one, or the key is not encrypted by PBES2 with PBKDF2. "
                + $"If the passphrase is right, {ToPkcs8}",
                problem);
        }
    }
}

using System.Security.Cryptography;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.Tests.SupplyChain;

/// <summary>Keys that several tests use, made once for each run.</summary>
internal static class TestKeys
{
    internal const string Passphrase = "correct horse, battery";

    private static readonly Dictionary<string, Lazy<string>> Pems = new(StringComparer.Ordinal)
    {
        ["P-256"] = Ec(ECCurve.NamedCurves.nistP256),
        ["P-384"] = Ec(ECCurve.NamedCurves.nistP384),
        ["P-521"] = Ec(ECCurve.NamedCurves.nistP521),
        ["other P-256"] = Ec(ECCurve.NamedCurves.nistP256),
        ["secp256k1"] = Ec(ECCurve.CreateFromFriendlyName("secp256k1")),
        ["RSA 1024"] = OfRsa(1024),
        ["RSA 2048"] = OfRsa(2048),
        ["RSA 2560"] = OfRsa(2560),
        ["RSA 3072"] = OfRsa(3072),
        ["RSA 4096"] = OfRsa(4096),
    };

    /// <summary>The private key as PKCS#8 in PEM.</summary>
    internal static string Pem(string name) => Pems[name].Value;

    /// <summary>The private key, read by the library.</summary>
    internal static SigningKey Signing(string name) => Read(Pem(name));

    /// <summary>The public half of the key.</summary>
    internal static PublicKey Public(string name)
    {
        using var key = Signing(name);
        return key.PublicKey;
    }

    /// <summary>The key as an object of the framework.</summary>
    internal static AsymmetricAlgorithm Algorithm(string name)
    {
        AsymmetricAlgorithm key = name.StartsWith("RSA", StringComparison.Ordinal) ? RSA.Create() : ECDsa.Create();
        key.ImportFromPem(Pem(name));
        return key;
    }

    /// <summary>Reads a key from an environment variable.</summary>
    internal static SigningKey Read(string value, string? passphrase = null, string? certificateFile = null)
    {
        var options = new SigningKeyOptions(KeySource.Variable("KEY"))
        {
            CertificateFile = certificateFile,
            PassphraseVariable = passphrase is null ? null : "PASSPHRASE",
        };
        return SigningKey.Read(options, name => name == "KEY" ? value : name == "PASSPHRASE" ? passphrase : null);
    }

    private static Lazy<string> Ec(ECCurve curve) => new(() =>
    {
        using var key = ECDsa.Create(curve);
        return key.ExportPkcs8PrivateKeyPem();
    });

    private static Lazy<string> OfRsa(int bits) => new(() =>
    {
        using var key = RSA.Create(bits);
        return key.ExportPkcs8PrivateKeyPem();
    });
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>A private key that signs, with its certificates. Several threads may use it.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;
    private readonly Lock _lock = new();

    internal SigningKey(AsymmetricAlgorithm key, PublicKey publicKey, IReadOnlyList<X509Certificate2> chain)
    {
        _key = key;
        PublicKey = publicKey;
        Chain = chain;
    }

    /// <summary>The public half. Its <see cref="PublicKey.Id"/> may be shown, and can stand in the key of a producer.</summary>
    internal PublicKey PublicKey { get; }

    /// <summary>The certificate of the key, followed by those above it as far as they were given; empty without certificate.</summary>
    internal IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>
    /// A name of the key and its certificates, for <c>ReferrerPromise.ProducerKey</c>: a renewed certificate is another producer.
    /// It is not secret.
    /// </summary>
    internal string ProducerKey => Chain.Count == 0
        ? PublicKey.Id.ToString()
        : $"{PublicKey.Id} {Digest.Sha256([.. Chain.SelectMany(certificate => certificate.RawData)])}";

    /// <summary>Reads the key.</summary>
    /// <param name="options">The places of the key.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="OciException">
    /// A file is missing, the key cannot be used (<see cref="OciErrorCode.InvalidKey"/>), or a certificate file is wrong
    /// (<see cref="OciErrorCode.InvalidCertificateChain"/>). The message shows no part of the key or of the passphrase.
    /// </exception>
    internal static SigningKey Read(SigningKeyOptions options, Func<string, string?> environment) =>
        new SigningKeyReader(options, environment).Read();

    /// <summary>Signs the data. Two signatures of the same data may differ.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data, SignatureScheme scheme)
    {
        lock (_lock)
        {
            return _key is RSA rsa
                ? rsa.SignData(data, scheme.Hash, scheme.RsaPadding)
                : ((ECDsa)_key).SignData(data, scheme.Hash, scheme.EcForm);
        }
    }

    public void Dispose()
    {
        _key.Dispose();
        foreach (var certificate in Chain) certificate.Dispose();
    }
}

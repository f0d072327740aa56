using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Tests.SupplyChain;

/// <summary>Signs certificates with SHA-1, which the framework does not do any more.</summary>
internal sealed class Sha1Generator(RSA key) : X509SignatureGenerator
{
    // sha1WithRSAEncryption with the parameters NULL.
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        Convert.FromHexString("300D06092A864886F70D0101050500");

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
        key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    protected override PublicKey BuildPublicKey() => new(key);
}

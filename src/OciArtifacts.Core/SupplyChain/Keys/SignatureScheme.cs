using System.Security.Cryptography;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>How a key signs: the hash, the form of an ECDSA signature, and the padding of an RSA signature.</summary>
internal sealed record SignatureScheme(HashAlgorithmName Hash, DSASignatureFormat EcForm, RSASignaturePadding RsaPadding)
{
    /// <summary>The scheme of cosign and of DSSE envelopes in it: SHA-256 with every key, DER, PKCS#1 v1.5.</summary>
    internal static SignatureScheme Sigstore { get; } =
        new(HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence, RSASignaturePadding.Pkcs1);

    /// <summary>The schemes PS256, ES256 and so on (RFC 7518, sections 3.4 and 3.5).</summary>
    internal static SignatureScheme Jose(HashAlgorithmName hash) =>
        new(hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, RSASignaturePadding.Pss);
}

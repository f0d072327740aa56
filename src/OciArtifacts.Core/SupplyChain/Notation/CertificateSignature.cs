using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Keys;
using PublicKey = OciArtifacts.Core.SupplyChain.Keys.PublicKey;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>
/// Verifies the signature of one certificate (RFC 5280, section 4.1.1). The chain of the operating system judges extensions too
/// that the Notary Project wants ignored, so it is not asked.
/// </summary>
internal static class CertificateSignature
{
    private const string Pss = "1.2.840.113549.1.1.10";

    private static readonly Dictionary<string, HashAlgorithmName> Hashes = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
        ["1.2.840.10045.4.3.2"] = HashAlgorithmName.SHA256,
        ["1.2.840.10045.4.3.3"] = HashAlgorithmName.SHA384,
        ["1.2.840.10045.4.3.4"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, HashAlgorithmName> HashesOfPss = new(StringComparer.Ordinal)
    {
        ["2.16.840.1.101.3.4.2.1"] = HashAlgorithmName.SHA256,
        ["2.16.840.1.101.3.4.2.2"] = HashAlgorithmName.SHA384,
        ["2.16.840.1.101.3.4.2.3"] = HashAlgorithmName.SHA512,
    };

    /// <summary>Whether the key of the issuer made the signature.</summary>
    /// <returns><see langword="null"/> if the algorithm is not allowed, such as one with SHA-1.</returns>
    internal static bool? IsBy(X509Certificate2 certificate, PublicKey issuer)
    {
        var parts = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
        var signed = parts.ReadEncodedValue();
        if (SchemeOf(parts.ReadSequence()) is not { } scheme) return null;
        return issuer.Verify(signed.Span, parts.ReadBitString(out _), scheme);
    }

    private static SignatureScheme? SchemeOf(AsnReader algorithm)
    {
        var name = algorithm.ReadObjectIdentifier();
        if (name == Pss) return HashOfPss(algorithm) is { } pss ? Scheme(pss, RSASignaturePadding.Pss) : null;
        return Hashes.TryGetValue(name, out var hash) ? Scheme(hash, RSASignaturePadding.Pkcs1) : null;
    }

    private static SignatureScheme Scheme(HashAlgorithmName hash, RSASignaturePadding padding) =>
        new(hash, DSASignatureFormat.Rfc3279DerSequence, padding);

    // RFC 4055, section 3.1: the hash is the first of the tagged parameters. Without it, it is SHA-1.
    private static HashAlgorithmName? HashOfPss(AsnReader algorithm)
    {
        var parameters = algorithm.ReadSequence();
        var first = new Asn1Tag(TagClass.ContextSpecific, 0);
        if (!parameters.HasData || !parameters.PeekTag().HasSameClassAndValue(first)) return null;
        var name = parameters.ReadSequence(first).ReadSequence().ReadObjectIdentifier();
        return HashesOfPss.TryGetValue(name, out var hash) ? hash : null;
    }
}

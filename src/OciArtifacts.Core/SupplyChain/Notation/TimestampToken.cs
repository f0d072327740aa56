using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>
/// Verifies time stamps of signatures (RFC 3161 and RFC 5816; trust-store-trust-policy.md, "Validate Authentic Timestamp").
/// </summary>
internal static class TimestampToken
{
    // RFC 5816: the attribute that binds the token to the certificate of its signer.
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    // RFC 3628, section 5.2: this policy means an accuracy of one second.
    private const string BaselinePolicy = "0.4.0.2023.1.1";

    private const long BaselineMicroseconds = 1_000_000;

    private static readonly string[] Hashes = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    /// <summary>Checks a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="signature">The signature that it has to be for.</param>
    /// <param name="roots">The trusted authorities. If there are none, only what the token itself says is checked.</param>
    internal static VerifiedTimestamp Verify(ReadOnlySpan<byte> token, ReadOnlySpan<byte> signature, X509Certificate2Collection roots)
    {
        try
        {
            if (!Rfc3161TimestampToken.TryDecode(token.ToArray(), out var decoded, out _)) return Failed("it cannot be read");
            var (info, cms) = (decoded.TokenInfo, decoded.AsSignedCms());
            if (cms.Certificates.Count > CertificateChain.Longest)
            {
                return Failed($"it has more than {CertificateChain.Longest} certificates");
            }

            if (!IsSha2(info.HashAlgorithmId)) return Failed("its hash is none of the SHA-2 family");
            if (!decoded.VerifySignatureForData(signature, out var signer, roots))
            {
                return Failed("it is for another signature, or its own signature is wrong");
            }

            if (!IsSha2(cms.SignerInfos[0].DigestAlgorithm)) return Failed("the hash of its own signature is none of the SHA-2 family");
            IReadOnlyList<X509Certificate2> chain = roots.Count == 0 ? [] : CertificateOrder.Above(signer!, [.. cms.Certificates, .. roots]);
            return ProblemOf(cms, signer!, chain, roots, info.Timestamp) is { } problem ? Failed(problem) : Range(info) with { Chain = chain };
        }
        catch (Exception problem) when (problem is OciException || NotationVerifier.IsDamagedCertificate(problem))
        {
            return Failed("it cannot be read");
        }
    }

    private static bool IsSha2(Oid algorithm) => Hashes.Contains(algorithm.Value, StringComparer.Ordinal);

    private static string? ProblemOf(
        SignedCms cms,
        X509Certificate2 signer,
        IReadOnlyList<X509Certificate2> chain,
        X509Certificate2Collection roots,
        DateTimeOffset time)
    {
        if (!cms.SignerInfos[0].SignedAttributes.Cast<CryptographicAttributeObject>().Any(one => one.Oid.Value == SigningCertificateV2))
        {
            return "it does not name its certificate (signing-certificate-v2)";
        }

        if (JwsAlgorithm.Of(CertificateChain.KeyOf(signer)) is null) return "the key of its certificate is of a kind that is not allowed";
        var use = CertificateUses.ProblemOfLeaf(signer, CertificatePurpose.TimeStamping);
        if (use is not null) return $"of its certificate '{signer.Subject}', {use}";
        if (roots.Count == 0) return null;
        var isTrusted = chain.Any(certificate => CertificateOrder.Has(roots, certificate));
        if (!isTrusted) return $"its certificate '{signer.Subject}' leads to no trusted authority";
        return CertificateChain.ProblemOf(chain, CertificatePurpose.TimeStamping) ?? CertificateChain.ProblemAt(chain, time);
    }

    private static VerifiedTimestamp Range(Rfc3161TimestampTokenInfo info)
    {
        var accuracy = info.AccuracyInMicroseconds ?? (info.PolicyId.Value == BaselinePolicy ? BaselineMicroseconds : 0);
        var span = TimeSpan.FromMicroseconds(accuracy);
        return new VerifiedTimestamp(info.Timestamp - span, info.Timestamp + span);
    }

    private static VerifiedTimestamp Failed(string problem) => new(default, default, problem);
}

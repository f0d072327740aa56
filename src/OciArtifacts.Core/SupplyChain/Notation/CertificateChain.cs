using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Keys;
using PublicKey = OciArtifacts.Core.SupplyChain.Keys.PublicKey;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>
/// The rules of the Notary Project for a chain of certificates, from the signer to a self-signed root (signature-specification.md,
/// "Certificate Requirements"). They do not say whether the root is trusted.
/// </summary>
internal static class CertificateChain
{
    /// <summary>
    /// The most certificates that are read. Chains have three or four, and each one more is work for a verifier.
    /// </summary>
    internal const int Longest = 20;

    /// <summary>The first rule that the chain breaks, as a sentence, or <see langword="null"/>.</summary>
    /// <param name="chain">The certificates in order.</param>
    /// <param name="purpose">What the first certificate is for.</param>
    internal static string? ProblemOf(IReadOnlyList<X509Certificate2> chain, CertificatePurpose purpose)
    {
        if (chain.Count == 0) return "There is no certificate.";
        foreach (var certificate in chain)
        {
            if (ProblemOfKey(certificate) is { } problem) return Sentence(certificate, problem);
        }

        for (var i = 0; i < chain.Count; i++)
        {
            try
            {
                if (ProblemAt(chain, i, purpose) is { } problem) return Sentence(chain[i], problem);
            }
            catch (Exception problem) when (problem is CryptographicException or AsnContentException or InvalidOperationException)
            {
                return Sentence(chain[i], "an extension of it cannot be read, or stands twice");
            }
        }

        return null;
    }

    /// <summary>The first certificate that is not valid at this time, as a sentence, or <see langword="null"/>.</summary>
    internal static string? ProblemAt(IReadOnlyList<X509Certificate2> chain, DateTimeOffset time)
    {
        var at = time.UtcDateTime;
        var wrong = chain.FirstOrDefault(one => at < one.NotBefore.ToUniversalTime() || at > one.NotAfter.ToUniversalTime());
        return wrong is null ? null : Sentence(
            wrong,
            string.Create(
                CultureInfo.InvariantCulture,
                $"it is valid from {wrong.NotBefore.ToUniversalTime():u} to {wrong.NotAfter.ToUniversalTime():u}, and not at {at:u}"));
    }

    private static string? ProblemAt(IReadOnlyList<X509Certificate2> chain, int at, CertificatePurpose purpose)
    {
        var certificate = chain[at];
        var isLast = at == chain.Count - 1;
        var issuer = chain[isLast ? at : at + 1];
        if (!CertificateOrder.IsSame(certificate.IssuerName, issuer.SubjectName))
        {
            return isLast
                ? "it is the last one, and not self-signed: the root is missing"
                : "the next certificate is not that of its issuer";
        }

        if (!isLast && CertificateOrder.IsSame(certificate.IssuerName, certificate.SubjectName))
        {
            return "it is self-signed, and others follow";
        }

        return ProblemOfSignature(certificate, issuer) ?? (at == 0
            ? CertificateUses.ProblemOfLeaf(certificate, purpose)
            : CertificateUses.ProblemOfAuthority(certificate, at - 1, purpose));
    }

    private static string? ProblemOfKey(X509Certificate2 certificate)
    {
        try
        {
            _ = KeyOf(certificate);
            return null;
        }
        catch (OciException problem)
        {
            return problem.Message.TrimEnd('.');
        }
    }

    private static string? ProblemOfSignature(X509Certificate2 certificate, X509Certificate2 issuer) =>
        CertificateSignature.IsBy(certificate, KeyOf(issuer)) switch
        {
            true => null,
            false => "its issuer did not sign it",
            null => "it is signed with an algorithm that is not allowed, such as one with SHA-1",
        };

    internal static PublicKey KeyOf(X509Certificate2 certificate) =>
        PublicKey.Of(certificate.PublicKey.ExportSubjectPublicKeyInfo(), "its key");

    private static string Sentence(X509Certificate2 certificate, string problem) =>
        $"The certificate '{certificate.Subject}' cannot be used: {problem}.";
}

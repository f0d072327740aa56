using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>
/// Finds certificates whose revocation would have to be asked for (Notary Project, trust-store-trust-policy.md, "Certificate
/// Revocation Evaluation"). The verification asks nobody, so it does not know whether they were revoked.
/// </summary>
internal static class UnaskedRevocation
{
    private const string DistributionPoints = "2.5.29.31";
    private const string AuthorityInformation = "1.3.6.1.5.5.7.1.1";
    private const string Ocsp = "1.3.6.1.5.5.7.48.1";

    /// <summary>
    /// Why the chain may have been revoked, as a part of a sentence; <see langword="null"/> if no certificate says where to ask.
    /// </summary>
    internal static string? ProblemOf(IEnumerable<X509Certificate2> chain) => chain.FirstOrDefault(SaysWhereToAsk) is { } certificate
        ? $"it is not known whether the certificate '{certificate.Subject}' was revoked: that would have to be asked from its issuer, "
            + "and no server is asked here (an override of revocation can report this only, or leave it out)"
        : null;

    private static bool SaysWhereToAsk(X509Certificate2 certificate) => certificate.Extensions.Any(
        extension => extension.Oid?.Value == DistributionPoints
            || (extension.Oid?.Value == AuthorityInformation && NamesOcsp(extension)));

    // An extension that cannot be read may say it.
    private static bool NamesOcsp(X509Extension extension)
    {
        try
        {
            return new X509AuthorityInformationAccessExtension(extension.RawData).EnumerateUris(Ocsp).Any();
        }
        catch (Exception problem) when (problem is CryptographicException or AsnContentException)
        {
            return true;
        }
    }
}

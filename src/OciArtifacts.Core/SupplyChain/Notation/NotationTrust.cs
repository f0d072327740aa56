using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>Whom a verifier trusts (notaryproject/specifications, trust-store-trust-policy.md).</summary>
internal sealed record NotationTrust
{
    /// <summary>The trusted certificates of signers (<c>ca</c>). The default is none.</summary>
    internal X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>The trusted certificates of services that sign for others (<c>signingAuthority</c>). The default is none.</summary>
    internal X509Certificate2Collection SigningAuthorities { get; init; } = [];

    /// <summary>The trusted certificates of time stamp servers (<c>tsa</c>). The default is none: no time stamp is looked at.</summary>
    internal X509Certificate2Collection TimestampAuthorities { get; init; } = [];

    /// <summary>The trusted identities. The default is <see langword="null"/>: all (<c>*</c>).</summary>
    internal IReadOnlyList<SubjectMatcher>? Identities { get; init; }

    /// <summary>
    /// Whether a time stamp is looked at only if a certificate has expired (<c>afterCertExpiry</c>). The default is no: always.
    /// </summary>
    internal bool StampsAfterExpiryOnly { get; init; }
}

using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>The policy for a repository, with its keys and certificates.</summary>
/// <param name="Name">The name of the policy.</param>
/// <param name="Scopes">The repositories that it is for.</param>
/// <param name="Verification">How strict it is.</param>
internal sealed record TrustRule(string Name, IReadOnlyList<string> Scopes, SignatureVerificationSection Verification)
{
    /// <summary>The certificates of authorities that signatures of Notation may lead to.</summary>
    internal X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>The certificates of signing authorities that signatures of Notation may lead to.</summary>
    internal X509Certificate2Collection SigningAuthorities { get; init; } = [];

    /// <summary>The certificates of time stamp authorities; empty if time stamps are not verified.</summary>
    internal X509Certificate2Collection TimestampAuthorities { get; init; } = [];

    /// <summary>The identities that may sign; <see langword="null"/> if each certificate of the authorities may.</summary>
    internal IReadOnlyList<SubjectMatcher>? Identities { get; init; }

    /// <summary>Whether a signature of Notation is demanded.</summary>
    internal bool DemandsNotation { get; init; }

    /// <summary>The keys of which one has to have signed by cosign; empty if no such signature is demanded.</summary>
    internal IReadOnlyList<NamedKey> CosignKeys { get; init; } = [];

    /// <summary>The attestations that are demanded.</summary>
    internal IReadOnlyList<RequiredAttestation> Attestations { get; init; } = [];

    /// <summary>The artifact type that is demanded, or <see langword="null"/>.</summary>
    internal string? ArtifactType { get; init; }

    /// <summary>The digests of which one is demanded; empty if any is accepted.</summary>
    internal IReadOnlyList<Digest> Digests { get; init; } = [];

    /// <summary>What follows from a signer that is not trusted.</summary>
    internal ValidationAction Authenticity => Verification.Override?.Authenticity ?? By(VerificationLevel.Permissive);

    /// <summary>What follows from certificates that were not valid when the signature was made.</summary>
    internal ValidationAction AuthenticTimestamp => Verification.Override?.AuthenticTimestamp ?? By(VerificationLevel.Strict);

    /// <summary>What follows from a signature that has expired.</summary>
    internal ValidationAction Expiry => Verification.Override?.Expiry ?? By(VerificationLevel.Strict);

    /// <summary>What follows from a certificate that may be revoked.</summary>
    internal ValidationAction Revocation => Verification.Override?.Revocation ?? By(VerificationLevel.Strict);

    // Each level enforces what the levels after it enforce, and more.
    private ValidationAction By(VerificationLevel last) => Verification.Level <= last ? ValidationAction.Enforce : ValidationAction.Log;
}

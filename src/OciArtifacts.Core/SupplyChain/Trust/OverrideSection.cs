namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>What differs from a level, as it is written. Integrity is not among it.</summary>
internal sealed record OverrideSection
{
    /// <summary>Whether the signer is trusted.</summary>
    public ValidationAction? Authenticity { get; init; }

    /// <summary>Whether the certificates were valid when the signature was made.</summary>
    public ValidationAction? AuthenticTimestamp { get; init; }

    /// <summary>Whether the signature has expired.</summary>
    public ValidationAction? Expiry { get; init; }

    /// <summary>Whether a certificate was revoked.</summary>
    public ValidationAction? Revocation { get; init; }
}

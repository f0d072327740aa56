namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>How strict a policy verifies signatures, as it is written.</summary>
/// <param name="Level">The level.</param>
internal sealed record SignatureVerificationSection(VerificationLevel Level)
{
    /// <summary>What differs from the level.</summary>
    public OverrideSection? Override { get; init; }

    /// <summary>When time stamps are verified. The default is <see cref="TimestampUse.Always"/>.</summary>
    public TimestampUse VerifyTimestamp { get; init; }
}

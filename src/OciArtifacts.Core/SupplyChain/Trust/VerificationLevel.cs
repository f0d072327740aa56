using System.Text.Json.Serialization;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>How strict signatures are verified (Notary Project, trust-store-trust-policy.md, "Signature Verification details").</summary>
internal enum VerificationLevel
{
    /// <summary>Every check has to succeed.</summary>
    [JsonStringEnumMemberName("strict")]
    Strict,

    /// <summary>Time stamp, expiry and revocation are only reported.</summary>
    [JsonStringEnumMemberName("permissive")]
    Permissive,

    /// <summary>A signature has to be intact. Everything else is only reported.</summary>
    [JsonStringEnumMemberName("audit")]
    Audit,

    /// <summary>Signatures are not looked at.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,
}

using System.Text.Json.Serialization;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>What follows from a check that fails (Notary Project, trust-store-trust-policy.md, "Custom Verification Level").</summary>
internal enum ValidationAction
{
    /// <summary>The signature is refused.</summary>
    [JsonStringEnumMemberName("enforce")]
    Enforce,

    /// <summary>The failure is reported, and the signature is accepted.</summary>
    [JsonStringEnumMemberName("log")]
    Log,

    /// <summary>There is no check. Only the check of revocation can be left out.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip,
}

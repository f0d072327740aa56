using System.Text.Json.Serialization;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>When the time stamp of a signature is verified (Notary Project, <c>verifyTimestamp</c>).</summary>
internal enum TimestampUse
{
    /// <summary>Always, if the policy names a store of time stamp authorities.</summary>
    [JsonStringEnumMemberName("always")]
    Always,

    /// <summary>Only if a certificate of the signature has expired.</summary>
    [JsonStringEnumMemberName("afterCertExpiry")]
    AfterCertExpiry,
}

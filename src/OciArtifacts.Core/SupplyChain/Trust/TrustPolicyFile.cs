using System.Text.Json.Serialization;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>The content of a trust policy file.</summary>
/// <param name="Version">The version of the form: <c>1.0</c>.</param>
/// <param name="TrustPolicies">The policies. At most one is for a repository.</param>
internal sealed record TrustPolicyFile(string Version, IReadOnlyList<TrustPolicySection> TrustPolicies)
{
    /// <summary>The JSON Schema of the file, for editors. This library does not read it.</summary>
    [JsonPropertyName("$schema")]
    public string? SchemaReference { get; init; }
}

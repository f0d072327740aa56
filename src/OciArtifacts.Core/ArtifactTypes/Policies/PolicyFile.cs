using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>The content of a policy file.</summary>
/// <param name="Rules">The rules, in their order.</param>
internal sealed record PolicyFile(IReadOnlyList<PolicyRule> Rules)
{
    /// <summary>The JSON Schema of the file, for editors. This library does not read it.</summary>
    [JsonPropertyName("$schema")]
    public string? SchemaReference { get; init; }
}

using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>The policy file.</summary>
/// <param name="Rules">The rules, in order.</param>
internal sealed record PolicyFile(IReadOnlyList<PolicyRule> Rules)
{
    /// <summary>The JSON Schema of the file, for editors; nothing reads it.</summary>
    [JsonPropertyName("$schema")]
    public string? SchemaReference { get; init; }
}

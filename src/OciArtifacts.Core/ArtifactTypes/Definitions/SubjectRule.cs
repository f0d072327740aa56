using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>Whether a manifest of the type is attached to another one.</summary>
public enum SubjectRule
{
    /// <summary>It may be.</summary>
    [JsonStringEnumMemberName("optional")]
    Optional,

    /// <summary>It has to be: alone it says nothing.</summary>
    [JsonStringEnumMemberName("required")]
    Required,

    /// <summary>It must not be.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}

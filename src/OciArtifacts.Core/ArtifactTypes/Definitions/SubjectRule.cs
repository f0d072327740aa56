using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>Whether a manifest of a type has a subject: whether it is a referrer of another artifact.</summary>
public enum SubjectRule
{
    /// <summary>It may have a subject.</summary>
    [JsonStringEnumMemberName("optional")]
    Optional,

    /// <summary>It has to have a subject.</summary>
    [JsonStringEnumMemberName("required")]
    Required,

    /// <summary>It must not have a subject.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}

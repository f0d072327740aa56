using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>How patterns of files that stay out of an archive are written.</summary>
public enum IgnoreSyntax
{
    /// <summary>As in <c>.helmignore</c>: the first pattern that fits decides.</summary>
    [JsonStringEnumMemberName("helm")]
    Helm,

    /// <summary>As in <c>.gitignore</c>: the last pattern that fits decides, <c>**</c> stands for any folders.</summary>
    [JsonStringEnumMemberName("git")]
    Git,
}

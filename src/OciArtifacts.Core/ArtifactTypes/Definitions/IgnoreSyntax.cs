using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The syntax of the patterns that leave files out of an archive.</summary>
public enum IgnoreSyntax
{
    /// <summary>The syntax of <c>.helmignore</c>: the first pattern that matches decides.</summary>
    [JsonStringEnumMemberName("helm")]
    Helm,

    /// <summary>
    /// The syntax of <c>.gitignore</c>: the last pattern that matches decides, and <c>**</c> stands for any folders.
    /// </summary>
    [JsonStringEnumMemberName("git")]
    Git,
}

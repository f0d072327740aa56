using System.IO.Enumeration;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>Patterns of names: <c>*</c> stands for any characters, <c>?</c> for one, and case does not matter.</summary>
internal static class Pattern
{
    internal static bool FitsAny(IEnumerable<string> patterns, string text) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true));
}

using System.IO.Enumeration;

namespace OciArtifacts.Core;

/// <summary>Patterns of names: <c>*</c> stands for any characters and <c>?</c> for one character.</summary>
internal static class NamePattern
{
    /// <summary>Whether a name matches a pattern.</summary>
    internal static bool Matches(string pattern, string name, bool ignoreCase = true) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase);

    /// <summary>Whether a name matches one of the patterns, in upper or lower case.</summary>
    internal static bool MatchesAny(IEnumerable<string> patterns, string name) => patterns.Any(pattern => Matches(pattern, name));

    /// <summary>
    /// Whether a file matches one of the patterns, in upper or lower case. A pattern with <c>/</c> is compared with the
    /// whole path, any other pattern with the name of the file.
    /// </summary>
    internal static bool MatchesFile(IReadOnlyList<string> patterns, string path)
    {
        var clean = path.Replace('\\', '/');
        var name = clean[(clean.LastIndexOf('/') + 1)..];
        return patterns.Any(pattern => Matches(pattern, pattern.Contains('/', StringComparison.Ordinal) ? clean : name));
    }
}

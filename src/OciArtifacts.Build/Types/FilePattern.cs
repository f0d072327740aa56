using System.IO.Enumeration;

namespace OciArtifacts.Build.Types;

/// <summary>Patterns of file names: <c>*</c> stands for any characters, <c>?</c> for one. A pattern without <c>/</c> looks at the name alone.</summary>
internal static class FilePattern
{
    internal static bool FitsAny(IReadOnlyList<string> patterns, string path)
    {
        var clean = path.Replace('\\', '/');
        var name = clean[(clean.LastIndexOf('/') + 1)..];
        return patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, pattern.Contains('/', StringComparison.Ordinal) ? clean : name, ignoreCase: true));
    }
}

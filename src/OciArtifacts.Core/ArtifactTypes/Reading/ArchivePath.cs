using System.IO.Enumeration;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>Paths in archives, and patterns of them: <c>*</c> and <c>?</c> stand for characters of one name, <c>**</c> for any folders.</summary>
internal static class ArchivePath
{
    /// <summary>Whether a path is one of the alternatives, which have <c>|</c> between.</summary>
    internal static bool FitsAny(string patterns, string path) => patterns.Split('|').Any(pattern => Fits(pattern.Trim().Split('/'), path.Split('/'), ignoreCase: false));

    /// <summary>Whether the name of a file is of a pattern: whatever its letters where it is one, as written where it is a name.</summary>
    internal static bool IsNamed(string pattern, string name) => Fits([pattern], [name], pattern.Contains('*', StringComparison.Ordinal));

    /// <summary>The path of an entry without what begins it in some archives; <see langword="null"/> where it leads out of the archive.</summary>
    internal static string? Clean(string path)
    {
        var clean = path.Replace('\\', '/');
        while (clean.StartsWith("./", StringComparison.Ordinal)) clean = clean[2..];
        return clean.StartsWith('/') || clean.Split('/').Contains("..", StringComparer.Ordinal) || clean is [_, ':', ..] ? null : clean;
    }

    internal static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static bool Fits(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path, bool ignoreCase)
    {
        if (pattern is ["**", .. var rest])
        {
            for (var skipped = 0; skipped < path.Length; skipped++)
            {
                if (Fits(rest, path[skipped..], ignoreCase)) return true;
            }

            return false;
        }

        if (pattern.IsEmpty || path.IsEmpty) return pattern.IsEmpty && path.IsEmpty;
        return FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase) && Fits(pattern[1..], path[1..], ignoreCase);
    }
}

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Paths in archives, and patterns of them: <c>*</c> and <c>?</c> stand for characters of one name, <c>**</c> for any
/// number of folders.
/// </summary>
internal static class ArchivePath
{
    /// <summary>Whether a path matches one of the alternatives, which are separated by <c>|</c>.</summary>
    internal static bool MatchesAny(string patterns, string path) =>
        patterns.Split('|').Any(pattern => Matches(pattern.Trim().Split('/'), path.Split('/')));

    /// <summary>
    /// Whether a file has the name: in upper or lower case if the name is a pattern, exactly as written if not.
    /// </summary>
    internal static bool IsNamed(string pattern, string name) =>
        NamePattern.Matches(pattern, name, ignoreCase: pattern.Contains('*', StringComparison.Ordinal));

    /// <summary>
    /// The path with <c>/</c> and without a leading <c>./</c>, or <see langword="null"/> if it leads out of the
    /// archive.
    /// </summary>
    internal static string? Normalize(string path)
    {
        var clean = path.Replace('\\', '/');
        while (clean.StartsWith("./", StringComparison.Ordinal)) clean = clean[2..];
        return clean.StartsWith('/') || clean.Split('/').Contains("..", StringComparer.Ordinal) || clean is [_, ':', ..] ? null : clean;
    }

    /// <summary>The last part of a path.</summary>
    internal static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern is ["**", .. var rest])
        {
            for (var skipped = 0; skipped < path.Length; skipped++)
            {
                if (Matches(rest, path[skipped..])) return true;
            }

            return false;
        }

        if (pattern.IsEmpty || path.IsEmpty) return pattern.IsEmpty && path.IsEmpty;
        return NamePattern.Matches(pattern[0], path[0], ignoreCase: false) && Matches(pattern[1..], path[1..]);
    }
}

namespace OciArtifacts.Core;

/// <summary>The comparison of paths: without case on Windows, and with it elsewhere.</summary>
internal static class PathComparison
{
    internal static StringComparison Comparison { get; } =
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    internal static StringComparer Comparer { get; } = StringComparer.FromComparison(Comparison);

    /// <summary>Whether two absolute paths are the same, with or without a separator at the end.</summary>
    internal static bool AreSame(string path, string other) =>
        Path.TrimEndingDirectorySeparator(path).Equals(Path.TrimEndingDirectorySeparator(other), Comparison);

    /// <summary>Whether a path is below a folder. Both are absolute.</summary>
    internal static bool IsBelow(string folder, string path) =>
        path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, Comparison);

    /// <summary>Whether a path is the folder or file, or is below it. Both are absolute.</summary>
    internal static bool IsIn(string place, string path) => AreSame(place, path) || IsBelow(place, path);
}

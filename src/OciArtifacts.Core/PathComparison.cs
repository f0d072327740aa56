namespace OciArtifacts.Core;

/// <summary>The comparison of paths: without case on Windows, and with it elsewhere.</summary>
internal static class PathComparison
{
    internal static StringComparison Comparison { get; } =
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    internal static StringComparer Comparer { get; } = StringComparer.FromComparison(Comparison);
}

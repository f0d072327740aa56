namespace OciArtifacts.Build.Checks;

/// <summary>Resolves the path of an import without MSBuild, where that is possible.</summary>
internal static class ImportedPath
{
    private const string FileAbove = "$([MSBuild]::GetPathOfFileAbove(";

    /// <summary>
    /// The absolute path, or <see langword="null"/> where it depends on more than the folders of the project and of the
    /// importing file.
    /// </summary>
    internal static string? Of(string import, string importing, string projectDirectory)
    {
        var folder = Path.GetDirectoryName(importing)!;
        var path = import
            .Replace("$(MSBuildThisFileDirectory)", folder + '/', StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectDirectory)", projectDirectory, StringComparison.OrdinalIgnoreCase)
            .Replace('\\', '/');
        if (path.StartsWith(FileAbove, StringComparison.OrdinalIgnoreCase)) return Above(path[FileAbove.Length..], folder);
        return path.Contains("$(", StringComparison.Ordinal) || path.Contains('*', StringComparison.Ordinal) || path.Length == 0
            ? null
            : Path.GetFullPath(path, folder);
    }

    // The usual import of the next file above: GetPathOfFileAbove('Directory.Build.props', '/the/folder/../')
    private static string? Above(string arguments, string folder)
    {
        var parts = arguments.TrimEnd(')', ' ').Split(',', StringSplitOptions.TrimEntries);
        var name = parts[0].Trim('\'', '"');
        var from = parts.Length > 1 ? parts[1].Trim('\'', '"') : ".";
        if (name.Length == 0 || from.Contains("$(", StringComparison.Ordinal)) return null;
        for (var above = new DirectoryInfo(Path.GetFullPath(from, folder)); above is not null; above = above.Parent)
        {
            var path = Path.Combine(above.FullName, name);
            if (File.Exists(path)) return path;
        }

        return null;
    }
}

namespace OciArtifacts.Core.Authoring;

/// <summary>
/// The files of version control and of builds in a folder. An artifact does not include them by default: they would publish
/// the history of a repository, or change the digest with each build.
/// </summary>
internal static class DefaultExcludes
{
    private static readonly string[] Repositories = [".git", ".hg", ".svn", ".bzr", "CVS"];
    private static readonly string[] Settings = [".gitignore", ".gitattributes", ".gitmodules", ".hgignore", ".hgtags"];

    /// <summary>Whether a file or a folder is left out: a repository, or the <c>bin</c> and <c>obj</c> beside a project file.</summary>
    /// <param name="path">The absolute path.</param>
    internal static bool IsLeftOut(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        foreach (var repository in Repositories)
        {
            if (name.SequenceEqual(repository)) return true;
        }

        // Without a project file, a folder with such a name contains programs.
        return name is "bin" or "obj" && Directory.Exists(path) && HasProject(Path.GetDirectoryName(path)!);
    }

    /// <summary>Whether a file configures version control. A type with ignore rules decides itself about such files.</summary>
    internal static bool IsSetting(string path) => Settings.Contains(Path.GetFileName(path), StringComparer.Ordinal);

    private static bool HasProject(string folder) =>
        Directory.EnumerateFiles(folder, "*proj").Any(static file => Path.GetExtension(file) is { Length: > 5 });
}

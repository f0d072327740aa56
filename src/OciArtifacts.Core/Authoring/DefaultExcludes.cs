namespace OciArtifacts.Core.Authoring;

/// <summary>
/// What of a folder belongs to version control or to a build, and so stays out of an artifact of any type unless the project asks for it: packed by mistake it shows the history of a repository, or makes
/// the artifact new with each build.
/// </summary>
internal static class DefaultExcludes
{
    private static readonly string[] Repositories = [".git", ".hg", ".svn", ".bzr", "CVS"];
    private static readonly string[] Settings = [".gitignore", ".gitattributes", ".gitmodules", ".hgignore", ".hgtags"];

    /// <summary>Whether a file or a folder stays out: a repository, or the <c>bin</c> and <c>obj</c> beside a project file.</summary>
    /// <param name="path">Its absolute path.</param>
    internal static bool IsLeftOut(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        foreach (var repository in Repositories)
        {
            if (name.SequenceEqual(repository)) return true;
        }

        // Elsewhere folders of these names have programs in them.
        return name is "bin" or "obj" && Directory.Exists(path) && HasProject(Path.GetDirectoryName(path)!);
    }

    /// <summary>Whether a file says what version control does with others; a type with rules of its own decides on these.</summary>
    internal static bool IsSetting(string path) => Settings.Contains(Path.GetFileName(path), StringComparer.Ordinal);

    private static bool HasProject(string folder) => Directory.EnumerateFiles(folder, "*proj").Any(static file => Path.GetExtension(file) is { Length: > 5 });
}

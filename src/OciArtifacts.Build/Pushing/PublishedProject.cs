namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Tells the project that is published from those that are only built for it: <c>dotnet publish</c> gives the global property <c>_IsPublishing</c>
/// to both. The command line names the first; where it names another one, or cannot be read, the answer is no.
/// </summary>
/// <param name="ProjectFile">The project, an absolute path.</param>
internal sealed record PublishedProject(string ProjectFile)
{
    /// <summary>The folder in which the build was started.</summary>
    internal required string StartupDirectory { get; init; }

    /// <summary>What MSBuild tells the projects of a solution of its configuration (<c>CurrentSolutionConfigurationContents</c>), or empty where there is no solution.</summary>
    internal string SolutionContents { get; init; } = "";

    /// <summary>The words of the command line of this process.</summary>
    internal required IReadOnlyList<string> CommandLine { get; init; }

    private string Folder => Path.GetDirectoryName(ProjectFile)!;

    /// <summary>Whether the project is the one that is published, or one of a solution that is.</summary>
    internal bool IsCertain()
    {
        if (SolutionContents.Length > 0) return IsInSolution();
        if (CommandLine.Any(word => word.StartsWith("/nodemode", StringComparison.OrdinalIgnoreCase))) return false;
        var paths = CommandLine.Skip(1).Where(word => word.Length > 0 && word[0] != '-').Select(word => Path.GetFullPath(word, StartupDirectory)).ToList();
        var named = paths.Where(IsProjectOrSolution).ToList();
        return named.Count > 0 ? named.Exists(IsThis) : AreSame(StartupDirectory, Folder);
    }

    // <ProjectConfiguration Project="{…}" AbsolutePath="…" BuildProjectInSolution="True">…: one that the solution leaves out may be built as a reference.
    private bool IsInSolution()
    {
        var at = SolutionContents.IndexOf($"AbsolutePath=\"{ProjectFile}\"", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return false;
        var (start, end) = (SolutionContents.LastIndexOf('<', at), SolutionContents.IndexOf('>', at));
        return start >= 0 && end > start && SolutionContents[start..end].Contains("BuildProjectInSolution=\"True\"", StringComparison.OrdinalIgnoreCase);
    }

    private bool IsThis(string path) => AreSame(path, ProjectFile) || AreSame(path, Folder) || AreSame(path + ".csproj", ProjectFile) || AreSame(Path.ChangeExtension(path, ".csproj"), ProjectFile);

    // Values of options are words too: what is neither a project nor a folder with one is such a value.
    private static bool IsProjectOrSolution(string path)
    {
        try
        {
            return Directory.Exists(path)
                ? Directory.EnumerateFiles(path).Any(IsProjectFile)
                : (IsProjectFile(path) || path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)) && File.Exists(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // MSBuild could not read a project there either.
            return false;
        }
    }

    private static bool IsProjectFile(string path) =>
        path.EndsWith("proj", StringComparison.OrdinalIgnoreCase) || Path.GetExtension(path) is ".sln" or ".slnx" or ".slnf";

    private static bool AreSame(string path, string other) => Path.TrimEndingDirectorySeparator(path).Equals(
        Path.TrimEndingDirectorySeparator(other), OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}

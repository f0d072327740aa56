using OciArtifacts.Core;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// Decides whether a project is published, or only built for another project that is. <c>dotnet publish</c> gives both
/// the global property <c>_IsPublishing</c>, so this class compares the project with the command line.
/// </summary>
/// <param name="ProjectFile">The project, an absolute path.</param>
internal sealed record PublishedProject(string ProjectFile)
{
    /// <summary>The folder in which the build was started.</summary>
    internal required string StartupDirectory { get; init; }

    /// <summary>
    /// The projects of the solution that is built, from MSBuild (<c>CurrentSolutionConfigurationContents</c>); empty
    /// without a solution.
    /// </summary>
    internal string SolutionContents { get; init; } = "";

    /// <summary>The words of the command line of this process.</summary>
    internal required IReadOnlyList<string> CommandLine { get; init; }

    private string Folder => Path.GetDirectoryName(ProjectFile)!;

    /// <summary>
    /// Whether the project, or the solution that contains it, is certainly the one that is published.
    /// <see langword="false"/> where the command line names another project or cannot be read.
    /// </summary>
    internal bool IsCertain()
    {
        if (SolutionContents.Length > 0) return IsInSolution();
        if (CommandLine.Any(word => word.StartsWith("/nodemode", StringComparison.OrdinalIgnoreCase))) return false;
        var words = CommandLine.Skip(1).Where(word => word.Length > 0 && word[0] != '-');
        var named = words.Select(word => Path.GetFullPath(word, StartupDirectory)).Where(IsProjectOrSolution).ToList();
        return named.Count > 0 ? named.Exists(IsThis) : PathComparison.AreSame(StartupDirectory, Folder);
    }

    // <ProjectConfiguration Project="{…}" AbsolutePath="…" BuildProjectInSolution="True">…
    // A project that the solution does not build may still be built as a reference.
    private bool IsInSolution()
    {
        var at = SolutionContents.IndexOf($"AbsolutePath=\"{ProjectFile}\"", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return false;
        var (start, end) = (SolutionContents.LastIndexOf('<', at), SolutionContents.IndexOf('>', at));
        return start >= 0
            && end > start
            && SolutionContents[start..end].Contains("BuildProjectInSolution=\"True\"", StringComparison.OrdinalIgnoreCase);
    }

    private bool IsThis(string path) =>
        PathComparison.AreSame(path, ProjectFile)
        || PathComparison.AreSame(path, Folder)
        || PathComparison.AreSame(path + ".csproj", ProjectFile)
        || PathComparison.AreSame(Path.ChangeExtension(path, ".csproj"), ProjectFile);

    // A word of the command line may also be the value of an option, which is neither a project nor a folder with a
    // project.
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
            // MSBuild cannot read a project there either.
            return false;
        }
    }

    private static bool IsProjectFile(string path) =>
        path.EndsWith("proj", StringComparison.OrdinalIgnoreCase) || Path.GetExtension(path) is ".sln" or ".slnx" or ".slnf";
}

using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// Finds links to files or folders outside of the project. The target of a link is packed like any other file, and a
/// notice names the link.
/// </summary>
/// <param name="project">The folder of the project, an absolute path.</param>
/// <param name="listed">The folders that are packed, inside and outside of the project.</param>
internal sealed class OutwardLinks(string project, IReadOnlyList<ListedFolder> listed)
{
    private const int MostNamed = 10;

    private readonly string _project = Path.TrimEndingDirectorySeparator(project);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _found = new(StringComparer.Ordinal);

    /// <summary>
    /// One notice for each link among the files of a plan and the folders above them. The files of the plan exist.
    /// </summary>
    internal IEnumerable<Finding> Find(ArtifactPlan plan)
    {
        foreach (var file in FilesOf(plan))
        {
            Look(file);
            if (TopOf(file) is { } top) LookAbove(file, top);
        }

        var named = _found.Take(MostNamed)
            .Select(link => Notice($"'{link.Key}' is a link to '{link.Value}', which is not in the project. What is there is packed."));
        return _found.Count <= MostNamed
            ? named
            : named.Append(Notice($"{_found.Count - MostNamed} more links lead out of the project. What is there is packed."));
    }

    private static IEnumerable<string> FilesOf(ArtifactPlan plan) =>
        plan.AllManifests.SelectMany(manifest => manifest.Layers).SelectMany(layer => layer.Files).Select(file => file.SourcePath);

    private static Finding Notice(string message) => new(OciErrorCode.LinkLeadsOut, FindingSeverity.Notice, message);

    // The highest folder in which links are looked for. The project itself chose the path above that folder.
    private string? TopOf(string file) =>
        PathComparison.IsIn(_project, file) ? _project : listed.FirstOrDefault(folder => PathComparison.IsIn(folder.Path, file))?.Path;

    private void LookAbove(string file, string top)
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && folder != top && _seen.Add(folder))
        {
            Look(folder);
            folder = Path.GetDirectoryName(folder);
        }
    }

    private void Look(string path)
    {
        try
        {
            if (!File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint)) return;
            if (new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName is not { } target) return;
            if (!PathComparison.IsIn(_project, target) && !PathComparison.IsIn(Real(_project), Real(target))) _found[path] = target;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The file was removed or protected after the plan was made. The packing reports that.
        }
    }

    // The path with all links resolved, including links of the folders above it.
    private static string Real(string path)
    {
        if (Path.GetDirectoryName(path) is not { } folder) return path;
        var here = new DirectoryInfo(Path.Combine(Real(folder), Path.GetFileName(path)));
        return here.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : here.FullName;
    }
}

using Microsoft.Build.Framework;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// The files of the publish folder, joined with the items that the SDK published. The folder is the truth of what is published (the items
/// lack web assets, bundles and web.config); the items know where a file came from.
/// </summary>
internal sealed class PublishFolder(string folder, IReadOnlyList<ITaskItem> published, IReadOnlyList<ITaskItem> runtimePacks)
{
    private static readonly EnumerationOptions AllFiles = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,

        // On Unix a name that begins with a dot is "hidden", and belongs to the app all the same.
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>Lists the files below a folder, in no particular order.</summary>
    /// <exception cref="OciException">A folder may not be read (<see cref="OciErrorCode.FileAccess"/>).</exception>
    internal static IReadOnlyList<string> FilesBelow(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*", AllFiles);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"The folder '{folder}' cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>The path of a file below a folder, with <c>/</c>.</summary>
    internal static string RelativePath(string folder, string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Lists the published files; what is in one of the given folders is ours, not published.</summary>
    internal IReadOnlyList<PublishedFile> Read(IReadOnlyCollection<string> ours)
    {
        var packs = runtimePacks.Select(pack => pack.GetMetadata(ItemMetadata.NuGetPackageId)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var items = ItemsByPath();
        return [.. FilesBelow(folder)
            .Where(file => !ours.Any(path => IsIn(path, file)))
            .Select(file => Describe(file, items, packs))];
    }

    private static bool IsIn(string path, string file) =>
        file.Equals(path, StringComparison.Ordinal)
        || file.StartsWith(Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // The list may name a path twice; the first is the one that was copied last only by chance, and both came from the same place.
    private Dictionary<string, ITaskItem> ItemsByPath()
    {
        var items = new Dictionary<string, ITaskItem>(published.Count, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var item in published)
        {
            items.TryAdd(item.GetMetadata(ItemMetadata.RelativePath).Replace('\\', '/'), item);
        }

        return items;
    }

    private PublishedFile Describe(string path, Dictionary<string, ITaskItem> items, HashSet<string> packs)
    {
        var file = new PublishedFile(path, RelativePath(folder, path));
        if (!items.TryGetValue(file.RelativePath, out var item)) return file;
        var packageId = item.GetMetadata(ItemMetadata.NuGetPackageId);
        return file with
        {
            PackageId = packageId,
            PackageVersion = item.GetMetadata(ItemMetadata.NuGetPackageVersion),
            Project = ProjectOf(item),
            Culture = CultureOf(item, file.RelativePath),
            IsRuntime = packageId.Length > 0 && packs.Contains(packageId),
        };
    }

    private static string ProjectOf(ITaskItem item) => item.GetMetadata(ItemMetadata.ReferenceSourceTarget) == "ProjectReference"
        ? Path.GetFileNameWithoutExtension(item.GetMetadata(ItemMetadata.MSBuildSourceProjectFile))
        : "";

    // Satellite assemblies of packages and of this project say their culture; those of referenced projects do not, but all have its folder.
    private static string CultureOf(ITaskItem item, string relativePath)
    {
        if (!relativePath.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase)) return "";
        var culture = item.GetMetadata(ItemMetadata.Culture);
        return culture.Length == 0 && relativePath.Split('/') is [.., var folder, _] ? folder : culture;
    }
}

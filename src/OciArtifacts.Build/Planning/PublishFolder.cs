using Microsoft.Build.Framework;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// The files of the publish folder, joined with the items that the SDK published. The folder is the truth of what is published (the items
/// lack web assets, bundles and web.config); the items know where a file came from.
/// </summary>
internal sealed class PublishFolder(string folder, IReadOnlyList<ITaskItem> published, IReadOnlyList<ITaskItem> runtimePacks)
{
    /// <summary>Lists the published files.</summary>
    internal IReadOnlyList<PublishedFile> Read(FolderFiles files)
    {
        var packs = runtimePacks.Select(pack => pack.GetMetadata(ItemMetadata.NuGetPackageId)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var items = ItemsByPath();
        return [.. files.Below(folder).Select(file => Describe(file.Path, file.RelativePath, items, packs))];
    }

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

    private static PublishedFile Describe(string path, string relativePath, Dictionary<string, ITaskItem> items, HashSet<string> packs)
    {
        var file = new PublishedFile(path, relativePath);
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

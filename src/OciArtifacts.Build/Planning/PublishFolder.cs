using Microsoft.Build.Framework;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// The files of the publish folder, joined with the items that the SDK published. The folder is the truth of what is published (the items
/// lack web assets, bundles and web.config); the items know where a file came from.
/// </summary>
internal sealed class PublishFolder(string folder, IReadOnlyList<ITaskItem> published, IReadOnlyList<ITaskItem> runtimePacks)
{
    /// <summary>The static web assets that the SDK published.</summary>
    internal IReadOnlyList<ITaskItem> WebAssets { get; init; } = [];

    /// <summary>The projects that some of them come from.</summary>
    internal IReadOnlyList<ITaskItem> WebAssetProjects { get; init; } = [];

    /// <summary>What the assemblies among them were made of.</summary>
    internal IReadOnlyList<ITaskItem> BrowserReferences { get; init; } = [];

    /// <summary>The folders that NuGet unpacks packages into.</summary>
    internal IReadOnlyList<string> PackageFolders { get; init; } = [];

    /// <summary>Lists the published files.</summary>
    internal IReadOnlyList<PublishedFile> Read(FolderFiles files)
    {
        var packs = PublishedFile.IdsOf(runtimePacks);
        var packages = new PackageFolders(PackageFolders, published.Concat(BrowserReferences), WebAssets);
        var assets = new WebAssets(WebAssets, WebAssetProjects, BrowserReferences, packages, packs);
        var items = ItemsByPath();
        return [.. files.Below(folder, takesAll: true).Select(file => Describe(file.Path, file.RelativePath, items, packs, packages, assets))];
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

    // An asset may be a file of the list too, which says less of it.
    private static PublishedFile Describe(
        string path, string relativePath, Dictionary<string, ITaskItem> items, IReadOnlySet<string> packs, PackageFolders packages, WebAssets assets)
    {
        if (assets.Find(path, relativePath) is { } asset) return asset;
        if (!items.TryGetValue(relativePath, out var item)) return new PublishedFile(path, relativePath);
        var file = PublishedFile.Of(item, path, relativePath, packs);

        // Targets of a package may publish files of it that are no part of a reference.
        return file is { PackageId: "", Project: "" } && packages.Find(item.ItemSpec) is { } package
            ? file with { PackageId = package.Id, PackageVersion = package.Version, IsRuntime = packs.Contains(package.Id) }
            : file;
    }
}

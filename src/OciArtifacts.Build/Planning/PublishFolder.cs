using OciArtifacts.Core;
using OciArtifacts.Core.Authoring;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// The files of the publish folder, joined with the items that the SDK published. The folder decides which files are
/// published: the items lack web assets, bundles and web.config. The items tell the origin of each file.
/// </summary>
internal sealed class PublishFolder(string folder, IReadOnlyList<SdkFile> published, IReadOnlySet<string> runtimePacks)
{
    /// <summary>The static web assets that the SDK published.</summary>
    internal IReadOnlyList<WebAsset> WebAssets { get; init; } = [];

    /// <summary>The referenced projects with static web assets: the path of each, and the name of its source.</summary>
    internal IReadOnlyList<(string Path, string Source)> WebAssetProjects { get; init; } = [];

    /// <summary>The references of the app that runs in the browser. The SDK makes web assets of them.</summary>
    internal IReadOnlyList<SdkFile> BrowserReferences { get; init; } = [];

    /// <summary>The folders that NuGet unpacks packages into.</summary>
    internal IReadOnlyList<string> PackageFolders { get; init; } = [];

    /// <summary>Lists the published files.</summary>
    /// <exception cref="OciException">
    /// The folder does not exist (<see cref="OciErrorCode.FileNotFound"/>), or cannot be read.
    /// </exception>
    internal IReadOnlyList<PublishedFile> Read(FolderFiles files)
    {
        if (!Directory.Exists(folder))
        {
            throw new OciException(
                OciErrorCode.FileNotFound, $"The publish folder '{folder}' does not exist. Publish first: dotnet publish");
        }

        var packages = new PackageFolders(PackageFolders, published.Concat(BrowserReferences), WebAssets);
        var assets = new WebAssets(WebAssets, WebAssetProjects, BrowserReferences, packages, runtimePacks);
        var items = ItemsByPath();
        return [.. files.Below(folder, takesAll: true)
            .Select(file => Describe(file.Path, file.RelativePath, items, runtimePacks, packages, assets))];
    }

    // Where the list names a path twice, both items have the same origin, so the first one is enough.
    private Dictionary<string, SdkFile> ItemsByPath()
    {
        var items = new Dictionary<string, SdkFile>(published.Count, PathComparison.Comparer);
        foreach (var item in published)
        {
            items.TryAdd(item.RelativePath, item);
        }

        return items;
    }

    // The item of a web asset tells more than an item of the list for the same file, so assets come first.
    private static PublishedFile Describe(
        string path,
        string relativePath,
        Dictionary<string, SdkFile> items,
        IReadOnlySet<string> packs,
        PackageFolders packages,
        WebAssets assets)
    {
        if (assets.Find(path, relativePath) is { } asset) return asset;
        if (!items.TryGetValue(relativePath, out var item)) return new PublishedFile(path, relativePath);
        var file = PublishedFile.Of(item, path, relativePath, packs);

        // The targets of a package can publish files of the package; the items of those files do not name the package.
        return file is { PackageId: "", Project: "" } && packages.Find(item.Path) is { } package
            ? file with { PackageId = package.Id, PackageVersion = package.Version, IsRuntime = packs.Contains(package.Id) }
            : file;
    }
}

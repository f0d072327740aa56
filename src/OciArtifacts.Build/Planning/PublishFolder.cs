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
        var packs = PublishedFile.IdsOf(runtimePacks);
        var items = ItemsByPath();
        return [.. files.Below(folder, takesAll: true).Select(file => Describe(file.Path, file.RelativePath, items, packs))];
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

    private static PublishedFile Describe(string path, string relativePath, Dictionary<string, ITaskItem> items, IReadOnlySet<string> packs) =>
        items.TryGetValue(relativePath, out var item) ? PublishedFile.Of(item, path, relativePath, packs) : new PublishedFile(path, relativePath);
}

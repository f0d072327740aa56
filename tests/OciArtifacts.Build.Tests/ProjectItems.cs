using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Planning;

namespace OciArtifacts.Build.Tests;

/// <summary>Makes items of a project.</summary>
internal static class ProjectItems
{
    internal static ITaskItem Item(string include, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(include);
        foreach (var (name, value) in metadata) item.SetMetadata(name, value);
        return item;
    }

    /// <summary>A publish folder with the items of the SDK.</summary>
    internal static PublishFolder Folder(string path, ITaskItem[] published, params ITaskItem[] runtimePacks) =>
        new(path, [.. published.Select(SdkItems.File)], SdkItems.PackIds(runtimePacks));
}

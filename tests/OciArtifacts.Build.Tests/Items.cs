using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace OciArtifacts.Build.Tests;

/// <summary>Items as a project has them.</summary>
internal static class Items
{
    internal static ITaskItem Item(string include, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(include);
        foreach (var (name, value) in metadata) item.SetMetadata(name, value);
        return item;
    }
}

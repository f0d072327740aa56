using Microsoft.Build.Framework;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build.Items;

/// <summary>Adds MSBuild items to the key of a task's inputs.</summary>
internal static class InputKey
{
    /// <summary>Adds items in their order, each with the listed metadata.</summary>
    internal static KeyHasher Add(this KeyHasher key, IReadOnlyList<ITaskItem> items, IReadOnlyList<string> metadata)
    {
        key.Add(items.Count);
        foreach (var item in items)
        {
            key.Add(item.ItemSpec);
            foreach (var name in metadata) key.Add(item.GetMetadata(name));
        }

        return key;
    }
}

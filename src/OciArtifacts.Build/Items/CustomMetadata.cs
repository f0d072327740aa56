using Microsoft.Build.Framework;

namespace OciArtifacts.Build.Items;

/// <summary>Finds metadata that an item type does not have.</summary>
internal static class CustomMetadata
{
    /// <summary>The metadata of items that have a value, each with its item, without those of the known names.</summary>
    internal static IEnumerable<(string Item, string Name)> Except(IEnumerable<ITaskItem> items, string[] known)
    {
        foreach (var item in items)
        {
            foreach (string name in item.CloneCustomMetadata().Keys)
            {
                if (Array.IndexOf(known, name) < 0 && item.GetMetadata(name).Length > 0) yield return (item.ItemSpec, name);
            }
        }
    }
}

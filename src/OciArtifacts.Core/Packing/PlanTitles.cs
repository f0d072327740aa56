using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Archives;

namespace OciArtifacts.Core.Packing;

/// <summary>The titles of layers, which become file names where the artifact is pulled.</summary>
internal static class PlanTitles
{
    /// <summary>Checks the titles of all layers that the plan names, before the first file is read.</summary>
    /// <exception cref="OciException">A title leads out of the folder that the artifact is pulled into (<see cref="OciErrorCode.InvalidName"/>).</exception>
    internal static void Check(ArtifactPlan plan)
    {
        foreach (var layer in plan.AllManifests.SelectMany(manifest => manifest.Layers)) Check(layer);
    }

    internal static void Check(PlannedLayer layer)
    {
        if (layer.Annotations.TryGetValue(Annotations.Title, out var title)) EntryPath.Check(title);
    }
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Archives;

namespace OciArtifacts.Core.Packing;

/// <summary>The titles of layers. A client that pulls the artifact uses them as file names.</summary>
internal static class PlanTitles
{
    /// <summary>Checks the titles of all layers of the plan. It reads no file.</summary>
    /// <exception cref="OciException">
    /// A title leads out of the folder of the client (<see cref="OciErrorCode.InvalidName"/>).
    /// </exception>
    internal static void Check(ArtifactPlan plan)
    {
        foreach (var layer in plan.AllManifests.SelectMany(manifest => manifest.Layers)) Check(layer);
    }

    internal static void Check(PlannedLayer layer)
    {
        if (layer.Annotations.TryGetValue(Annotations.Title, out var title)) EntryPath.Check(title);
    }
}

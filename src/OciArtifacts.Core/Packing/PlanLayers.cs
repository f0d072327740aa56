using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Archives;

namespace OciArtifacts.Core.Packing;

/// <summary>Checks the layers of a plan before the first file is read.</summary>
internal static class PlanLayers
{
    /// <exception cref="OciException">
    /// A title leads out of the folder of a client that pulls the artifact (<see cref="OciErrorCode.InvalidName"/>).
    /// </exception>
    /// <exception cref="ArgumentException">A raw layer has no file or several, or two archives have one name and title.</exception>
    internal static void Check(ArtifactPlan plan)
    {
        foreach (var manifest in plan.AllManifests)
        {
            foreach (var layer in manifest.Layers) Check(layer);

            // They would be written to one file of the work folder.
            var same = manifest.Layers
                .Where(layer => layer.Format != LayerFormat.Raw)
                .GroupBy(layer => (layer.Name, TitleOf(layer)))
                .FirstOrDefault(layers => layers.Skip(1).Any());
            if (same is not null) throw new ArgumentException($"Two layers of the plan have the name '{same.Key.Name}'.", nameof(plan));
        }
    }

    internal static void Check(PlannedLayer layer)
    {
        if (layer is { Format: LayerFormat.Raw, Bytes: null, Files.Count: not 1 })
        {
            throw new ArgumentException($"The raw layer '{layer.Name}' has {layer.Files.Count} files; it must have one.", nameof(layer));
        }

        if (TitleOf(layer) is { } title) EntryPath.Check(title);
    }

    // Clients use the title as a file name.
    private static string? TitleOf(PlannedLayer layer) => layer.Annotations.GetValueOrDefault(Annotations.Title);
}

using Microsoft.Build.Framework;
using OciArtifacts.Build.Engine;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Ahead;

namespace OciArtifacts.Build.Ahead;

/// <summary>
/// Packs the layers of packages and of the runtime while the project is built, where the project was never packed
/// before. These layers are the largest part of an app, and their files exist before the compiler runs.
/// </summary>
/// <param name="workFolder">The folder with the packed artifact of the project, an absolute path.</param>
/// <param name="layers">The layers that are being packed.</param>
internal sealed class EarlyLayers(string workFolder, LayersAhead layers) : IDisposable
{
    /// <summary>
    /// Starts to pack the layers. Only the first project of a build does this: it takes threads and memory, and some
    /// projects are only referenced and never packed.
    /// </summary>
    internal static void Start(
        IBuildEngine engine, string workFolder, string layerFolder, IReadOnlyList<PlannedLayer> layers, DateTimeOffset entryTime)
    {
        KeptForBuild<EarlyLayers>.FindOrKeep(engine, () =>
        {
            // The build keeps one core for itself. The engine disposes layers that no task takes.
            var ahead = new LayersAhead(layerFolder, entryTime, Math.Max(1, Environment.ProcessorCount - 1));
            foreach (var layer in layers) ahead.Start(layer);
            return new EarlyLayers(workFolder, ahead);
        });
    }

    /// <summary>The layers that were started for the project; the caller disposes them.</summary>
    internal static IEarlyArchives? Take(IBuildEngine engine, string workFolder) =>
        KeptForBuild<EarlyLayers>.Find(engine)?.IsOf(workFolder) == true ? KeptForBuild<EarlyLayers>.Take(engine)?.Layers : null;

    public void Dispose() => layers.Dispose();

    private LayersAhead Layers => layers;

    private bool IsOf(string folder) => folder == workFolder;
}

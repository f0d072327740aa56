using Microsoft.Build.Framework;
using OciArtifacts.Build.Engine;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Ahead;

namespace OciArtifacts.Build.Ahead;

/// <summary>
/// Layers of packages and of the runtime that are packed while the project is built, for a project that was never packed before. They are most
/// of an app, and their files are there before the compiler runs.
/// </summary>
/// <param name="workFolder">The folder with the packed artifact of the project, an absolute path.</param>
/// <param name="layers">The layers.</param>
internal sealed class EarlyLayers(string workFolder, LayersAhead layers) : IDisposable
{
    /// <summary>
    /// Starts to pack the layers. One project of a build does this: each would take threads and memory, and some projects are only referenced and
    /// never packed.
    /// </summary>
    internal static void Start(IBuildEngine engine, string workFolder, string layerFolder, IReadOnlyList<PlannedLayer> layers, DateTimeOffset entryTime)
    {
        KeptForBuild<EarlyLayers>.FindOrKeep(engine, () =>
        {
            // One core is left to the build. The engine disposes layers that no task takes.
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

using Microsoft.Build.Framework;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core;
using OciArtifacts.Core.Packing.Ahead;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build;

/// <summary>
/// Begins, in the background and while the project is built, to pack what comes from packages, where nothing was packed yet: it is most of an app, and its files are there.
/// It never fails, and changes nothing but the time that packing takes: who packs reads what was published, and takes over what was made of the same.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class BeginOciArtifactLayers : OciTask, IIncrementalTask
{
    private static readonly Lock Registering = new();

    // One project at a time: of a build of many, each would take threads and memory, and some are only referenced and never packed.
    private static readonly string Key = typeof(BeginOciArtifactLayers).AssemblyQualifiedName!;

    /// <summary>Whether nothing may be done (<c>-question</c>).</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <summary>The folder with the packed artifact, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>The files that references bring along.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The runtime packs of a self-contained app.</summary>
    public ITaskItem[] RuntimePacks { get; set; } = [];

    /// <summary>Whether packages have more in the artifact than assemblies: then nobody knows yet what the layer of packages will hold.</summary>
    public bool HasWebAssetsOfPackages { get; set; }

    /// <summary>How archives are compressed.</summary>
    public string Compression { get; set; } = "";

    /// <summary>Whether the project leaves that to the default.</summary>
    public bool CompressesByDefault { get; set; }

    /// <summary>How hard to compress.</summary>
    public string CompressionLevel { get; set; } = "";

    /// <summary>The time of entries, in seconds since 1970, or empty.</summary>
    public string EntryTimeEpoch { get; set; } = "";

    /// <summary>The layers that were begun for a work folder; whoever takes them ends them.</summary>
    internal static LayersAhead? Take(IBuildEngine engine, string workFolder) =>
        engine is IBuildEngine4 keeper && keeper.GetRegisteredTaskObject(Key, RegisteredTaskObjectLifetime.Build) is Kept { WorkFolder: var kept } && kept == workFolder
            ? (keeper.UnregisterTaskObject(Key, RegisteredTaskObjectLifetime.Build) as Kept)?.Layers
            : null;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken cancellation)
    {
        if (FailIfNotIncremental || BuildEngine is not IBuildEngine4 keeper || PackOciArtifact.HasPacked(WorkFolder) || Settings() is not { } settings) return Task.CompletedTask;
        var layers = ExpectedLayers.Of(References, RuntimePacks, settings.Defaults).Where(layer => !HasWebAssetsOfPackages || layer.Name != LayerNames.Packages).ToList();
        lock (Registering)
        {
            if (layers.Count == 0 || keeper.GetRegisteredTaskObject(Key, RegisteredTaskObjectLifetime.Build) is not null) return Task.CompletedTask;

            // One core is left to the build. Where nobody takes them the engine ends them with it.
            var ahead = new LayersAhead(PackOciArtifact.LayerFolder(WorkFolder), settings.EntryTime, Math.Max(1, Environment.ProcessorCount - 1));
            keeper.RegisterTaskObject(Key, new Kept(WorkFolder, ahead), RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            foreach (var layer in layers) ahead.Start(layer);
        }

        return Task.CompletedTask;
    }

    private sealed record Kept(string WorkFolder, LayersAhead Layers) : IDisposable
    {
        public void Dispose() => Layers.Dispose();
    }

    // A value that is none is told of where the artifact is packed.
    private (PlanDefaults Defaults, DateTimeOffset EntryTime)? Settings()
    {
        try
        {
            var defaults = new PlanDefaults(Setting.Compression("OciArtifactCompression", Compression), Setting.Level(CompressionLevel), !CompressesByDefault);
            return (defaults, SourceDate.EntryTimeOf(EntryTimeEpoch));
        }
        catch (OciException)
        {
            return null;
        }
    }
}

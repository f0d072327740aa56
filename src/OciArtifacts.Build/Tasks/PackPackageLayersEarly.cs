using Microsoft.Build.Framework;
using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core;
using OciArtifacts.Core.Authoring;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Starts packing package and runtime layers while the project compiles, where nothing was packed yet. It never fails, and changes nothing but
/// the time that packing takes.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PackPackageLayersEarly : OciTask, IIncrementalTask
{
    /// <summary>Whether nothing may be done (<c>-question</c>).</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <summary>The folder with the packed artifact, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>The files that references bring along.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The runtime packs of a self-contained app.</summary>
    public ITaskItem[] RuntimePacks { get; set; } = [];

    /// <summary>Whether packages bring static web assets too, so that the files in their layer are not known yet.</summary>
    public bool HasWebAssetsOfPackages { get; set; }

    /// <summary>How archives are compressed.</summary>
    public string Compression { get; set; } = "";

    /// <summary>Whether the project leaves that to the default.</summary>
    public bool CompressesByDefault { get; set; }

    /// <summary>The compression level.</summary>
    public string CompressionLevel { get; set; } = "";

    /// <summary>The time of entries, in seconds since 1970, or empty.</summary>
    public string EntryTimeEpoch { get; set; } = "";

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken cancellation)
    {
        if (FailIfNotIncremental || WorkFolders.HasPacked(WorkFolder) || Settings() is not { } settings) return Task.CompletedTask;
        var references = References.Select(item => (SdkItems.File(item), item.GetMetadata(ItemMetadata.FullPath))).ToList();
        var layers = ExpectedLayers.Of(references, SdkItems.PackIds(RuntimePacks), settings.Defaults)
            .Where(layer => !HasWebAssetsOfPackages || layer.Name != LayerNames.Packages)
            .ToList();
        if (layers.Count > 0) EarlyLayers.Start(BuildEngine, WorkFolder, WorkFolders.Layers(WorkFolder), layers, settings.EntryTime);
        return Task.CompletedTask;
    }

    // Invalid settings are reported by PackOciArtifact.
    private (LayerDefaults Defaults, DateTimeOffset EntryTime)? Settings()
    {
        try
        {
            var compression = Setting.Compression("OciArtifactCompression", Compression);
            return (new LayerDefaults(compression, Setting.Level(CompressionLevel), !CompressesByDefault), SourceDate.EntryTimeOf(EntryTimeEpoch));
        }
        catch (OciException)
        {
            return null;
        }
    }
}

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
/// Starts to pack package and runtime layers while the project compiles, where the project was never packed before. It
/// never fails, and the artifact is the same without it.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PackPackageLayersEarly : OciTask, IIncrementalTask
{
    /// <summary>Whether the build must not change anything (<c>-question</c>).</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <summary>The folder with the packed artifact, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>The files that come with references.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The runtime packs of a self-contained app.</summary>
    public ITaskItem[] RuntimePacks { get; set; } = [];

    /// <summary>
    /// Whether packages have static web assets. The files of the layer of packages are then not known yet.
    /// </summary>
    public bool HasWebAssetsOfPackages { get; set; }

    /// <summary>The compression of archives.</summary>
    public string Compression { get; set; } = "";

    /// <summary>Whether the project leaves the compression to the default.</summary>
    public bool CompressesByDefault { get; set; }

    /// <summary>The compression level.</summary>
    public string CompressionLevel { get; set; } = "";

    /// <summary>The time of entries, in seconds since 1970, or empty.</summary>
    public string EntryTimeEpoch { get; set; } = "";

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken cancellation)
    {
        if (FailIfNotIncremental || WorkFolders.HasPacked(WorkFolder) || Settings() is not { } settings) return Task.CompletedTask;
        var references = References.Select(item => (SdkItems.File(item), SdkItems.PathOf(item))).ToList();
        var layers = ExpectedLayers.Of(references, SdkItems.PackIds(RuntimePacks), settings.Defaults)
            .Where(layer => !HasWebAssetsOfPackages || layer.Name != LayerNames.Packages)
            .ToList();
        if (layers.Count > 0) EarlyLayers.Start(BuildEngine, WorkFolder, WorkFolders.Layers(WorkFolder), layers, settings.EntryTime);
        return Task.CompletedTask;
    }

    // PackOciArtifact reports invalid settings.
    private (LayerDefaults Defaults, DateTimeOffset EntryTime)? Settings()
    {
        try
        {
            var compression = Setting.Compression("OciArtifactCompression", Compression);
            var defaults = new LayerDefaults(compression, Setting.Level(CompressionLevel), !CompressesByDefault);
            return (defaults, SourceDate.EntryTimeOf(EntryTimeEpoch));
        }
        catch (OciException)
        {
            return null;
        }
    }
}

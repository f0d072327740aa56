using Microsoft.Build.Framework;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Pushing;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build;

/// <summary>
/// Starts slow work early, in the background while the project is built: asks the registry what the tags of the last push name; or
/// loads code that packing and pushing need, where nothing was packed yet or something was compiled. It never fails and changes
/// nothing: packing and pushing do the work themselves where it was not done.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class BeginOciArtifact : OciTask
{
    /// <summary>The folder with the packed artifact, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>Whether to ask the registry what the tags of the last push name.</summary>
    public bool AsksTags { get; set; } = true;

    /// <summary>Whether to load code that packing and pushing need.</summary>
    public bool LoadsCode { get; set; } = true;

    /// <summary>Whether something was compiled, so that there will be something to pack.</summary>
    public bool HasChanged { get; set; }

    /// <summary>The registry that may be asked already, or empty.</summary>
    public string Registry { get; set; } = "";

    /// <summary>How archives are compressed.</summary>
    public string Compression { get; set; } = "";

    /// <summary>Registries that may be spoken to over plain HTTP or with any certificate.</summary>
    public string[] InsecureRegistries { get; set; } = [];

    /// <summary>How many blobs travel at a time.</summary>
    public string ParallelUploads { get; set; } = "8";

    /// <summary>The size of the chunks of an upload in bytes, or empty.</summary>
    public string UploadChunkSize { get; set; } = "";

    /// <summary>Token servers on another site than the registry that may be sent credentials.</summary>
    public string[] TokenHosts { get; set; } = [];

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken cancellation)
    {
        var isPacked = new ReceiptFile(WorkFolder).IsPacked;
        if (HasChanged)
        {
            // Where nothing was packed yet, the call at the beginning of the build loads it.
            if (isPacked && LoadsCode) _ = WarmUp.Begin();
            return Task.CompletedTask;
        }

        var settings = new PushSettings
        {
            ParallelUploads = ParallelUploads,
            TagPolicy = "Override",
            UploadChunkSize = UploadChunkSize,
            InsecureRegistries = InsecureRegistries,
            TokenHosts = TokenHosts,
        };
        if (!isPacked)
        {
            if (LoadsCode) _ = WarmUp.Begin();
        }
        else if (AsksTags && Registry.Length > 0 && settings.TryRead() is { } options)
        {
            EarlyLook.Begin(BuildEngine, WorkFolder, Registry, options);
        }

        return Task.CompletedTask;
    }
}

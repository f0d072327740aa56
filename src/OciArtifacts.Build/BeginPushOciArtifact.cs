using Microsoft.Build.Framework;
using OciArtifacts.Build.Pushing;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build;

/// <summary>Begins to ask the registry whether it has what was pushed last, and does not wait for the answer. It never fails: the push does where it has to.</summary>
[MSBuildMultiThreadableTask]
public sealed class BeginPushOciArtifact : OciTask
{
    /// <summary>The folder with the packed artifact, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>The registry.</summary>
    [Required]
    public string Registry { get; set; } = "";

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
        var settings = new PushSettings
        {
            ParallelUploads = ParallelUploads,
            TagPolicy = "Override",
            UploadChunkSize = UploadChunkSize,
            InsecureRegistries = InsecureRegistries,
            TokenHosts = TokenHosts,
        };
        if (settings.TryRead() is { } options) EarlyLook.Begin(BuildEngine, WorkFolder, Registry, options);
        return Task.CompletedTask;
    }
}

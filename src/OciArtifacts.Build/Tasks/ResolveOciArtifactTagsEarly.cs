using Microsoft.Build.Framework;
using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Items;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Asks the registry early, in the background, what the tags of the last push name now. It never fails, and the artifact is
/// the same without it.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ResolveOciArtifactTagsEarly : OciRegistryTask
{
    /// <summary>The folder with the packed artifact, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>The registry that may get a request before the packing, or empty.</summary>
    public string Registry { get; set; } = "";

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken cancellation)
    {
        if (Registry.Length > 0 && new ReceiptFile(WorkFolder).IsPacked && PushSettings.TryRead() is { } options)
        {
            EarlyTags.StartForLastPush(BuildEngine, WorkFolder, Registry, options);
        }

        return Task.CompletedTask;
    }
}

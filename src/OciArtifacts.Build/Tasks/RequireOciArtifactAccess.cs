using Microsoft.Build.Framework;
using OciArtifacts.Build.Engine;
using OciArtifacts.Build.Pushing;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Waits for the answer to <see cref="CheckOciArtifactAccess"/>, and fails where the push at the end of this build
/// cannot succeed.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class RequireOciArtifactAccess : OciTask
{
    /// <summary>The folder with the packed artifact, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        if (KeptForBuild<AccessCheck>.Take(BuildEngine, WorkFolder) is not { } check) return;
        if (await check.WaitAsync(cancellation).ConfigureAwait(false) is { } unknown)
        {
            Log.LogMessage(MessageImportance.High, "Whether this build may push is not known yet; the push tries again. {0}", unknown);
        }
    }
}

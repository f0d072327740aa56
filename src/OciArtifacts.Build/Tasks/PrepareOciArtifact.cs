using Microsoft.Build.Framework;
using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Items;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Starts slow work early, in the background: asks the registry for the current tags, or loads code that packing needs.
/// It never fails, and the artifact is the same without it.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PrepareOciArtifact : OciRegistryTask
{
    /// <summary>The folder with the packed artifact, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>Whether the compiler ran, so that the artifact will be packed.</summary>
    public bool HasChanged { get; set; }

    /// <summary>Whether the registry may be asked for the tags of the last push.</summary>
    public bool AsksTags { get; set; } = true;

    /// <summary>Whether code may be loaded.</summary>
    public bool LoadsCode { get; set; } = true;

    /// <summary>The registry that may get a request before the packing, or empty.</summary>
    public string Registry { get; set; } = "";

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken cancellation)
    {
        var isPacked = new ReceiptFile(WorkFolder).IsPacked;

        // A first packing needs the code in any case. A later one needs it only where the compiler ran.
        if (LoadsCode && HasChanged == isPacked) _ = CodeLoading.Start();
        if (AsksTags && !HasChanged && isPacked && Registry.Length > 0 && PushSettings.TryRead() is { } options)
        {
            EarlyTags.StartForLastPush(BuildEngine, WorkFolder, Registry, options);
        }

        return Task.CompletedTask;
    }
}

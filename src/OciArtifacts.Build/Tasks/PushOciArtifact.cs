using Microsoft.Build.Framework;
using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Pushing;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Pushes the artifact that <see cref="PackOciArtifact"/> packed to its registry, and completes the report.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PushOciArtifact : OciRegistryTask, IIncrementalTask
{
    /// <summary>Whether the task fails where it would have to send something (<c>-question</c>).</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <summary>The folder with the packed artifact, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>The report file, an absolute path.</summary>
    [Required]
    public string ReportFile { get; set; } = "";

    /// <summary>
    /// Whether the push sends no request where the same artifact was pushed to the same destination before.
    /// </summary>
    public string SkipIfUnchanged { get; set; } = "false";

    /// <summary>The text for the log: the place of the artifact, its first tag and its digest.</summary>
    [Output]
    public string Reference { get; private set; } = "";

    /// <summary>The artifact as an item.</summary>
    [Output]
    public ITaskItem? Artifact { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var run = new PushRun(BuildEngine, WorkFolder, PushSettings.Read(), new EarlyWork(BuildEngine, WorkFolder))
        {
            TrustsReceipt = Setting.Flag("OciArtifactSkipPushIfUnchanged", SkipIfUnchanged),
            IsReadOnly = FailIfNotIncremental,
            LogFor = record => new PushLog(Log, record),
        };
        var (record, outcome) = await run.RunAsync(cancellation).ConfigureAwait(false);
        Reporting.ReportFile.Write(WorkFolder, ReportFile, record, outcome);
        var generated = new GeneratedArtifact(record, outcome);
        Reference = generated.Reference;
        Artifact = generated.ToItem();
    }
}

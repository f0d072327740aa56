using Microsoft.Build.Framework;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.Reporting;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build;

/// <summary>Pushes the artifact that <see cref="PackOciArtifact"/> packed to its registry, and completes the report.</summary>
[MSBuildMultiThreadableTask]
public sealed class PushOciArtifact : OciTask, IIncrementalTask
{
    /// <summary>Whether anything that is to be sent is an error (<c>-question</c>).</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <summary>The folder with the packed artifact, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>The report file, an absolute path.</summary>
    [Required]
    public string ReportFile { get; set; } = "";

    /// <summary>Registries that may be spoken to over plain HTTP or with any certificate.</summary>
    public string[] InsecureRegistries { get; set; } = [];

    /// <summary>How many blobs travel at a time.</summary>
    public string ParallelUploads { get; set; } = "8";

    /// <summary>What becomes of a tag that names something else already.</summary>
    public string TagPolicy { get; set; } = "Override";

    /// <summary>The size of the chunks of an upload in bytes, or empty: in one piece as long as the registry takes that.</summary>
    public string UploadChunkSize { get; set; } = "";

    /// <summary>Token servers on another site than the registry that may be sent credentials.</summary>
    public string[] TokenHosts { get; set; } = [];

    /// <summary>Whether the registry is not asked when the same was pushed there before.</summary>
    public string SkipIfUnchanged { get; set; } = "false";

    /// <summary>The text for people: where the artifact is.</summary>
    [Output]
    public string Reference { get; private set; } = "";

    /// <summary>The artifact as an item.</summary>
    [Output]
    public ITaskItem? Artifact { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var settings = new PushSettings
        {
            ParallelUploads = ParallelUploads,
            TagPolicy = TagPolicy,
            UploadChunkSize = UploadChunkSize,
            InsecureRegistries = InsecureRegistries,
            TokenHosts = TokenHosts,
        };
        var run = new PushRun(BuildEngine, WorkFolder, settings.Read())
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

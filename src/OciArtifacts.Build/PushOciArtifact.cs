using Microsoft.Build.Framework;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build;

/// <summary>Pushes the artifact that <see cref="PackOciArtifact"/> packed to the registry that its report names, and completes the report.</summary>
[MSBuildMultiThreadableTask]
public sealed class PushOciArtifact : OciTask
{
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

    /// <summary>The artifact as it was packed; its metadata are kept.</summary>
    public ITaskItem? Packed { get; set; }

    /// <summary>What people are shown of it.</summary>
    [Output]
    public string Reference { get; private set; } = "";

    /// <summary>The artifact as an item.</summary>
    [Output]
    public ITaskItem? Artifact { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var (options, copying) = Settings().Read();
        var store = new ReportStore(WorkFolder, ReportFile);
        var report = await store.ReadAsync(cancellation).ConfigureAwait(false);
        var registry = report.Registry ?? throw new OciException(
            OciErrorCode.InvalidRegistry, "There is nowhere to push to: OciArtifactRegistry is not set. Write host[:port], for example ghcr.io or localhost:5000.");
        var artifact = await new PackedArtifactFolder(WorkFolder).LoadAsync(cancellation).ConfigureAwait(false);

        var log = new PushLog(Log, artifact);
        using var registries = SharedRegistries.Of(BuildEngine);
        using var client = registries.Pool.Client(registry, options with { Report = log.Note });
        using var copy = new ContentCopy(
            artifact, client.Repository(report.Repository), copying with { Attached = artifact.Attached, Report = log.Note, Progress = log.Note });
        var tags = await copy.CopyAsync(artifact.Root, report.Tags, cancellation).ConfigureAwait(false);

        NoteSkipped(report, tags);
        report = Complete(report with { Tags = tags, Pushed = tags.Count > 0, Requests = client.Requests }, artifact, log);
        await store.WriteAsync(report, cancellation).ConfigureAwait(false);
        Show(report);
    }

    private PushSettings Settings() => new()
    {
        ParallelUploads = ParallelUploads,
        TagPolicy = TagPolicy,
        UploadChunkSize = UploadChunkSize,
        InsecureRegistries = InsecureRegistries,
        TokenHosts = TokenHosts,
    };

    private void NoteSkipped(ArtifactReport report, IReadOnlyList<string> given)
    {
        foreach (var tag in report.Tags.Except(given, StringComparer.Ordinal))
        {
            Log.LogMessage(
                MessageImportance.High, "{0}/{1}:{2} is another artifact, and was left as it is (OciArtifactTagPolicy=Skip).", report.Registry, report.Repository, tag);
        }
    }

    private static ArtifactReport Complete(ArtifactReport report, PackedArtifact artifact, PushLog log)
    {
        // A tag that names the root says that all of it is there, and the copy looks no further.
        CopyOutcome? unseen = report.Pushed ? CopyOutcome.Present : null;
        var contents = artifact.All
            .SelectMany(one => one.Manifest.Layers.Append(one.Manifest.Config).Append(one.Content))
            .Append(artifact.Root)
            .DistinctBy(content => content.Digest);
        return report with
        {
            Layers = [.. report.Layers.Select(layer => layer with { Transfer = PushLog.WordFor(log.OutcomeOf(Digest.Parse(layer.Digest)) ?? unseen) })],
            BytesUploaded = contents.Where(content => log.OutcomeOf(content.Digest) == CopyOutcome.Copied).Sum(content => content.Size),
        };
    }

    private void Show(ArtifactReport report)
    {
        var generated = new GeneratedArtifact(report)
        {
            LayoutDirectory = Packed?.GetMetadata(ItemMetadata.LayoutDirectory) ?? "",
            RuntimeIdentifier = Packed?.GetMetadata(ItemMetadata.RuntimeIdentifier) ?? "",
            TargetFramework = Packed?.GetMetadata(ItemMetadata.TargetFramework) ?? "",
        };
        Reference = generated.Reference;
        Artifact = generated.ToItem();
    }
}

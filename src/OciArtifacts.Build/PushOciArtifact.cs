using Microsoft.Build.Framework;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build;

/// <summary>Pushes the artifact that <see cref="PackOciArtifact"/> packed to the registry that its report names, and completes the report.</summary>
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
        var trusts = Setting.Flag("OciArtifactSkipPushIfUnchanged", SkipIfUnchanged);
        var receipts = new ReceiptFile(WorkFolder);
        var packed = receipts.ReadPacked() ?? throw new OciException(OciErrorCode.FileAccess, $"No packed artifact can be read in '{WorkFolder}'. Pack first.");
        var registry = packed.Report.Registry ?? throw new OciException(
            OciErrorCode.InvalidRegistry, "There is nowhere to push to: OciArtifactRegistry is not set. Write host[:port], for example ghcr.io or localhost:5000.");
        var last = receipts.ReadPushed();
        var isKnown = last?.IsOf(packed) == true;
        if (trusts && isKnown)
        {
            Finish(Present(packed.Report), last, packed, receipts);
            return;
        }

        var early = EarlyLook.Take(BuildEngine, WorkFolder);
        var answers = early is null ? new Dictionary<string, Descriptor?>(StringComparer.Ordinal) : await early.AnswersAsync(packed.Report, cancellation).ConfigureAwait(false);
        if (isKnown && IsNamedByAll(packed, answers))
        {
            PushLog.NotePresent(Log, packed.Root);
            Finish(Present(packed.Report) with { Requests = early!.Requests }, last, packed, receipts);
            return;
        }

        var content = new PackedContent(WorkFolder);
        var log = new PushLog(Log, packed.Root, content);
        foreach (var seen in early?.Events ?? []) log.Note(seen);
        using var session = new PushSession(
            BuildEngine, (registry, packed.Report.Repository, content), (options, copying with { AreAttachedKnown = isKnown }), log, mayChange: !FailIfNotIncremental);
        var tags = await session.RunAsync(packed, answers, cancellation).ConfigureAwait(false);

        NoteSkipped(packed.Report, tags);
        Finish(Complete(packed.Report, tags, log) with { Requests = session.Requests + (early?.Requests ?? 0) }, last, packed, receipts);
    }

    // Nothing more is prepared for a push that has nothing to do.
    private static bool IsNamedByAll(PackReceipt packed, IReadOnlyDictionary<string, Descriptor?> answers)
    {
        foreach (var tag in packed.Report.Tags)
        {
            if (!answers.TryGetValue(tag, out var named) || named?.Digest != packed.Root.Digest) return false;
        }

        return true;
    }

    private static ArtifactReport Present(ArtifactReport report) => report with
    {
        Pushed = true,
        Layers = [.. report.Layers.Select(layer => layer with { Transfer = PushLog.WordFor(CopyOutcome.Present) })],
    };

    private static ArtifactReport Complete(ArtifactReport report, IReadOnlyList<string> tags, PushLog log)
    {
        // A tag that names the root says that all of it is there, and the copy looks no further.
        CopyOutcome? unseen = tags.Count > 0 ? CopyOutcome.Present : null;
        return report with
        {
            Tags = tags,
            Pushed = tags.Count > 0,
            Layers = [.. report.Layers.Select(layer => layer with { Transfer = PushLog.WordFor(log.OutcomeOf(Digest.Parse(layer.Digest)) ?? unseen) })],
            BytesUploaded = log.BytesUploaded,
        };
    }

    private void Finish(ArtifactReport report, PushReceipt? last, PackReceipt packed, ReceiptFile receipts)
    {
        var store = new ReportStore(WorkFolder, ReportFile);
        var present = PushLog.WordFor(CopyOutcome.Present);
        var isUnchanged = packed.IsUnchanged && report.BytesUploaded == 0 && report.Layers.All(layer => layer.Transfer == present) && last?.IsOf(packed) == true;
        if (isUnchanged && report.Requests == last!.Report.Requests && report.BytesHashed == last.Report.BytesHashed)
        {
            store.Write(last.UnchangedReport);
        }
        else
        {
            store.Write(ReportStore.ToJson(report));
            var next = Present(report.Unchanged()) with
            {
                Requests = isUnchanged ? report.Requests : report.Tags.Count,
                BytesHashed = isUnchanged ? report.BytesHashed : 0,
            };
            var receipt = new PushReceipt(packed.Report.Tags, next, [.. packed.Attached.Select(content => content.Digest)]) { UnchangedReport = ReportStore.ToJson(next) };
            if (report.Pushed) receipts.Write(receipt);
        }

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

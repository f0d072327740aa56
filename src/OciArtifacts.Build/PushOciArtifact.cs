using System.Collections.Concurrent;
using Microsoft.Build.Framework;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;
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
        var parallel = Setting.Count("OciArtifactParallelUploads", ParallelUploads);
        var store = new ReportStore(WorkFolder, ReportFile);
        var report = await store.ReadAsync(cancellation).ConfigureAwait(false);
        var registry = report.Registry ?? throw new OciException(
            OciErrorCode.InvalidRegistry, "There is nowhere to push to: OciArtifactRegistry is not set. Write host[:port], for example ghcr.io or localhost:5000.");
        var artifact = await new PackedArtifactFolder(WorkFolder).LoadAsync(cancellation).ConfigureAwait(false);

        var options = new RegistryOptions { InsecureRegistries = InsecureHosts(), Connections = parallel };
        using var client = new RegistryClient(registry, options);
        var outcomes = new ConcurrentDictionary<Digest, CopyOutcome>();
        using var copy = new ContentCopy(artifact, client.Repository(report.Repository), new ContentCopyOptions
        {
            Parallelism = parallel,
            Report = done => Note(done, NameOf(artifact, done.Content.Digest), outcomes),
        });
        await copy.CopyAsync(artifact.Root, report.Tags, cancellation).ConfigureAwait(false);

        report = Complete(report, artifact, outcomes, client.Requests);
        await store.WriteAsync(report, cancellation).ConfigureAwait(false);
        Show(report);
    }

    // The variable is the one of the .NET SDK's container publishing: who has set it for that need not set it again.
    private string[] InsecureHosts() =>
    [
        .. Setting.Parts(InsecureRegistries),
        .. (Environment.GetEnvironmentVariable("DOTNET_CONTAINER_INSECURE_REGISTRIES") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    ];

    private void Note(CopyEvent done, string name, ConcurrentDictionary<Digest, CopyOutcome> outcomes)
    {
        outcomes[done.Content.Digest] = done.Outcome;
        Log.LogMessage(MessageImportance.Normal, "{0}: {1}, {2} bytes, {3}", name, TransferOf(done.Outcome), done.Content.Size, done.Content.Digest);
    }

    private static string TransferOf(CopyOutcome outcome) => outcome == CopyOutcome.Copied ? "uploaded" : "present";

    private static string NameOf(PackedArtifact artifact, Digest digest) =>
        digest == artifact.Root.Digest ? "manifest"
        : digest == artifact.Manifest.Config.Digest ? "config"
        : artifact.Layers.FirstOrDefault(layer => layer.Content.Digest == digest)?.Name ?? "empty";

    private static ArtifactReport Complete(
        ArtifactReport report, PackedArtifact artifact, ConcurrentDictionary<Digest, CopyOutcome> outcomes, long requests)
    {
        // What the copy did not look at is present: a tag that names the root says that all of it is.
        CopyOutcome OutcomeOf(Digest digest) => outcomes.GetValueOrDefault(digest, CopyOutcome.Present);
        var contents = artifact.Manifest.Layers.Append(artifact.Manifest.Config).Append(artifact.Root).DistinctBy(content => content.Digest);
        return report with
        {
            Pushed = true,
            Layers = [.. report.Layers.Select(layer => layer with { Transfer = TransferOf(OutcomeOf(Digest.Parse(layer.Digest))) })],
            BytesUploaded = contents.Where(content => OutcomeOf(content.Digest) == CopyOutcome.Copied).Sum(content => content.Size),
            Requests = requests,
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

using Microsoft.Build.Framework;
using OciArtifacts.Build.Engine;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Copies an artifact that was published before, with its entries and referrers, to another repository or registry, and sets tags
/// there. Nothing is built.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PromoteOciArtifact : OciArtifactTask, IIncrementalTask
{
    /// <summary>Whether the task fails where it would have to send something (<c>-question</c>).</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <summary>The artifact, <c>registry/repository@digest</c>.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The version of the project: its tag is used where the project names none.</summary>
    public string Version { get; set; } = "";

    /// <summary>The digest of the artifact.</summary>
    [Output]
    public string Digest { get; private set; } = "";

    /// <summary>The text for people: where the artifact is.</summary>
    [Output]
    public string Reference { get; private set; } = "";

    /// <summary>The artifact as an item.</summary>
    [Output]
    public ITaskItem? Artifact { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var (options, copyOptions) = PushSettings.Read();
        var subject = RegistrySettings.Subject(Subject);
        var tags = Setting.Parts(Tags);
        if (tags.Count == 0) tags = VersionTags.For(Version, TagCascade.None);
        var destination = Destinations.Parse(Registry, Repository.Length > 0 ? Repository : subject.Repository, ProjectName, tags);
        if (destination.Registry is null)
        {
            throw new OciException(OciErrorCode.InvalidRegistry, "There is nowhere to promote to: OciArtifactRegistry is not set.");
        }

        using var registries = SharedRegistries.Of(BuildEngine);
        using var source = registries.Pool.Client(subject.Registry, options with { Access = RegistryAccess.Pull });
        using var target = registries.Pool.Client(destination.Registry, options);
        var promotion = new Promotion(subject, source.Repository(subject.Repository), destination) { Policy = Policy };
        var record = await promotion.ReadAsync(cancellation).ConfigureAwait(false);
        var log = new PushLog(Log, record);
        var repository = target.Repository(destination.Repository);
        var given = await promotion.CopyAsync(
            record,
            FailIfNotIncremental ? new ReadOnlyStore(repository, repository.Name) : repository,
            copyOptions with { Report = log.Note, Progress = log.Note },
            cancellation).ConfigureAwait(false);
        log.NoteSkipped(given);
        var generated = new GeneratedArtifact(record, new PushOutcome(given.Count > 0, given));
        Digest = record.Root.Digest.ToString();
        Reference = generated.Reference;
        Artifact = generated.ToItem();
    }
}

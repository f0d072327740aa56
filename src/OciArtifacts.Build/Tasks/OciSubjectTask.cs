using Microsoft.Build.Framework;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// A task that makes referrers of artifacts that were published before: in a registry, or in an image layout. The artifacts and their
/// tags stay as they are.
/// </summary>
[MSBuildMultiThreadableTask]
public abstract class OciSubjectTask : OciReferrerTask, IIncrementalTask
{
    /// <summary>Whether the task fails where it would have to send something (<c>-question</c>).</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <summary>The artifacts: <c>registry/repository@digest</c>, <c>folder@digest</c>, or report files.</summary>
    public string[] Subject { get; set; } = [];

    /// <summary>The layout with the artifact of a report that was not pushed, an absolute path, or empty.</summary>
    public string LayoutDirectory { get; set; } = "";

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var places = Places();
        var (options, copy) = PushSettings.Read();
        var definitions = TypeDefinitions.Select(item => ArtifactItems.PathOf(item, ProjectDirectory));
        var catalog = await Packing.TypeDefinitions.ReadAsync(definitions, static _ => { }, cancellation).ConfigureAwait(false);
        using var signed = ReferrerInputs.Signed(this);
        using var stores = new SubjectStores(BuildEngine, options);
        foreach (var place in places)
        {
            var store = stores.Open(place);
            var generated = signed.Promise(place.Repository, Setting.ImageSpec(ImageSpec) ?? ImageSpecVersion.V1_1);
            var promises = await PromiseAsync(catalog, generated, cancellation).ConfigureAwait(false);
            var destination = new Destination(place.Reference?.Registry, place.Reference?.Repository ?? "", []);
            var run = new SubjectRun(store, WorkFolders.OfSubject(WorkFolder, place.Digest))
            {
                Validation = new ArtifactValidation(catalog, destination) { Policy = Policy },
                Report = Report,
                Copy = copy,
                Target = FailIfNotIncremental ? new ReadOnlyStore(store, place.ToString()) : store,
            };
            foreach (var made in await run.RunAsync(place, promises, cancellation).ConfigureAwait(false)) Show(place, made);
        }
    }

    /// <summary>The artifacts.</summary>
    /// <exception cref="Core.OciException">A value names no artifact.</exception>
    private protected virtual IReadOnlyList<SubjectPlace> Places() => Subjects.Read(Subject, ProjectDirectory, LayoutDirectory);

    /// <summary>Promises the referrers of an artifact.</summary>
    /// <param name="catalog">The known types.</param>
    /// <param name="generated">The provenance and the signatures that the settings ask for.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Core.OciException">A setting has a value that it cannot have, or a file is missing.</exception>
    private protected abstract Task<IReadOnlyList<ReferrerPromise>> PromiseAsync(
        ArtifactTypeCatalog catalog, IReadOnlyList<ReferrerPromise> generated, CancellationToken cancellation);

    private protected override string? AdviceFor(Core.Remedy remedy) => Subjects.AdviceFor(remedy);

    private void Show(SubjectPlace place, PackedReferrer made) => Log.LogMessage(
        MessageImportance.High,
        "{0} -> {1} {2} {3}",
        ProjectName,
        place.Digest == made.Subject ? place.ToString() : $"{place} ({made.Subject})",
        made.Tag ?? made.Content.ArtifactType,
        made.Content.Digest);
}

using System.Text;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Planning;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.Types;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Packing;

/// <summary>
/// The packing of an artifact, in this order: plan it, pack the root, attach the referrers, validate all, write the layout and the archive,
/// record what was made. Nothing is written outside the work folder before everything is validated.
/// </summary>
internal sealed class PackRun(PackOciArtifact task, DigestCache cache)
{
    private readonly List<Finding> _findings = [];

    /// <summary>Archives that were packed before the plan was known.</summary>
    internal IEarlyArchives? EarlyArchives { get; init; }

    /// <summary>The referrers that the last run made.</summary>
    internal IReferrerMemory? ReferrerMemory { get; init; }

    /// <summary>What was found; each run reports it.</summary>
    internal IReadOnlyList<Finding> Findings => _findings;

    /// <returns>The receipt, or <see langword="null"/> where validation found an error.</returns>
    internal async Task<PackReceipt?> RunAsync(Digest key, CancellationToken cancellation)
    {
        var plan = await PlanAsync(cancellation).ConfigureAwait(false);
        var packer = new ArtifactPacker(PackOciArtifact.LayerFolder(task.WorkFolder), cache, Environment.ProcessorCount)
        {
            EarlyArchives = EarlyArchives,
            ReferrerMemory = ReferrerMemory,
        };
        var artifact = await packer.PackRootAsync(plan.Artifact, cancellation).ConfigureAwait(false);
        artifact = await packer.AttachAsync(artifact, plan.Artifact, cancellation).ConfigureAwait(false);
        packer.DeleteUnused(artifact);
        if (!await ValidateAsync(plan, artifact, cancellation).ConfigureAwait(false)) return null;
        await WriteAsync(artifact, plan.Destination.Tags, cancellation).ConfigureAwait(false);
        return Record(key, plan, artifact);
    }

    // Every setting is checked here, before the first file of the artifact is opened.
    private async Task<PackPlan> PlanAsync(CancellationToken cancellation)
    {
        void Note(string path) => cache.TrackInput(path, cancellation);

        // The settings of the push are checked too, so that a wrong value costs no time.
        var (pushing, _) = task.PushSettings.Read();
        var isPushed = Setting.Flag("OciArtifactPush", task.Push) && task.PushFollows;
        Setting.Flag("OciArtifactIncludePublishOutput", task.IncludePublishOutput);
        var catalog = await TypeReader.CatalogAsync(task.TypeDefinitions, task.ProjectDirectory, Note, cancellation).ConfigureAwait(false);
        var types = new TypeReader(catalog, task.ProjectDirectory, Note);
        var recipe = await task.RecipeAsync(types, cancellation).ConfigureAwait(false);
        var destination = task.Destination(recipe);
        task.Claim(destination);
        var inputs = task.Inputs(destination, recipe) with { Note = Note };
        var referrers = new ReferrerPlans(types, inputs) { Project = task.Values, Annotations = task.Date, ImageSpec = task.ImageSpec };
        var artifact = new PlatformPlans(inputs).Build() with { Referrers = await referrers.OfAsync(task.Referrers, cancellation).ConfigureAwait(false) };
        if (task.LayoutDirectory.Length > 0) new LayoutDirectory(task.LayoutDirectory).Check();
        if (task.ArchivePath.Length > 0) LayoutArchive.Check(task.ArchivePath);
        if (task.Policy.Length > 0) Note(task.Policy);

        // With a policy, no registry is asked before the policy permits it.
        else if (task.AsksTagsAhead && isPushed && destination.Registry is not null) EarlyLook.Begin(task.BuildEngine, task.WorkFolder, destination, pushing);
        inputs.Copies.Write();
        return new PackPlan(artifact, destination, inputs, catalog);
    }

    private async Task<bool> ValidateAsync(PackPlan plan, PackedArtifact artifact, CancellationToken cancellation)
    {
        var recipe = plan.Inputs.Recipe;
        var validation = new ArtifactValidation(plan.Catalog, plan.Destination)
        {
            AllowsGenericLayers = plan.Inputs.GenericLayerTypes,
            TrustsConfig = plan.Inputs.PublishFolder is not null && recipe?.MakesConfigAlone == true,
            Recipe = recipe,
            Policy = task.Policy,
            Files = plan.Artifact.OwnManifests.SelectMany(manifest => manifest.Layers).SelectMany(layer => layer.Files).Select(file => file.SourcePath),
        };
        _findings.AddRange(recipe?.Findings ?? []);
        _findings.AddRange(await validation.FindAsync(artifact, cancellation).ConfigureAwait(false));
        if (recipe is not null) _findings.AddRange(new ArchiveFindings(recipe).Find(plan.Artifact));
        _findings.AddRange(new OutwardLinks(task.ProjectDirectory, plan.Inputs.Folders.Listed).Find(plan.Artifact));
        _findings.AddRange(task.FormerAlias(recipe));
        _findings.AddRange(LeftOutFiles.Find(task.ProjectDirectory, plan.Inputs.Folders.LeftOut));
        task.Report(_findings);
        if (!_findings.Exists(finding => finding.Severity == FindingSeverity.Error)) return true;

        // The layers need not be packed again when the project is mended.
        cache.Save();
        return false;
    }

    private async Task WriteAsync(PackedArtifact artifact, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        var root = Path.Combine(task.WorkFolder, "manifest.json");
        AtomicFile.WriteAllBytes(root, artifact.Index is null ? artifact.Manifests[0].ManifestBytes : artifact.IndexBytes);
        cache.TrackOutput(root, cancellation);
        if (task.LayoutDirectory.Length > 0) await WriteLayoutAsync(artifact, tags, cancellation).ConfigureAwait(false);
        if (task.ArchivePath.Length > 0) await WriteArchiveAsync(artifact, tags, cancellation).ConfigureAwait(false);
    }

    private async Task WriteLayoutAsync(PackedArtifact artifact, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        var layout = new LayoutDirectory(task.LayoutDirectory) { Memory = cache };
        layout.Check();

        // CleanOciArtifact reads this file: it deletes only a layout that was not there before this project packed.
        var made = Path.Combine(task.WorkFolder, "layout.made");
        if (task.LayoutDirectory == task.DefaultLayoutDirectory && !layout.IsMarked) AtomicFile.WriteAllBytes(made, Encoding.UTF8.GetBytes(task.LayoutDirectory));
        using var copy = new ContentCopy(artifact, layout, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, tags, artifact.ReferrerContents, cancellation).ConfigureAwait(false);
        foreach (var (path, digest) in await layout.ReadHeadAsync(cancellation).ConfigureAwait(false)) cache.TrackOutput(path, digest);
    }

    private async Task WriteArchiveAsync(PackedArtifact artifact, IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        var archive = LayoutArchive.Create(task.ArchivePath);
        await using (archive.ConfigureAwait(false))
        {
            // One content at a time: the same artifact gives the same archive.
            using var copy = new ContentCopy(artifact, archive, new ContentCopyOptions { Parallelism = 1 });
            await copy.CopyAsync(artifact.Root, tags, artifact.ReferrerContents, cancellation).ConfigureAwait(false);
            await archive.CompleteAsync(cancellation).ConfigureAwait(false);
        }

        cache.TrackOutput(task.ArchivePath, cancellation);
    }

    private PackReceipt Record(Digest key, PackPlan plan, PackedArtifact artifact)
    {
        foreach (var layer in artifact.AllManifests.SelectMany(one => one.Layers)) task.Note(layer);
        var record = PackRecord.Of(artifact, plan.Destination) with
        {
            Platform = artifact.Index is null ? Platform.FromRuntimeIdentifier(task.RuntimeIdentifier) : null,
            RuntimeIdentifier = task.RuntimeIdentifier,
            TargetFramework = task.TargetFramework,
            LayoutDirectory = task.LayoutDirectory,
            ArchivePath = task.ArchivePath,
        };
        return new PackReceipt(key, cache.Save(), record) { Folders = plan.Inputs.Folders.Listed, Findings = _findings };
    }
}

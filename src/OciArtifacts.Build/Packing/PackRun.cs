using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build.Packing;

/// <summary>
/// The packing of an artifact, in this order: plan the artifact, pack the root, attach the referrers, validate all,
/// write the layout and the archive, record the result. Before validation, the packing writes only into the work folder
/// and the plan file.
/// </summary>
/// <param name="settings">The settings of the packing.</param>
/// <param name="cache">The digests of earlier runs.</param>
/// <param name="host">The build that runs the packing.</param>
/// <param name="early">The early work for this project.</param>
internal sealed class PackRun(PackSettings settings, DigestCache cache, IPackHost host, IEarlyWork early)
{
    private readonly List<Finding> _findings = [];

    /// <summary>The result of the last run.</summary>
    internal PackRecord? Last { get; init; }

    /// <returns>The receipt, or <see langword="null"/> where validation found an error.</returns>
    /// <exception cref="Core.OciException">The inputs are wrong, or a file cannot be read or written.</exception>
    internal async Task<PackReceipt?> RunAsync(Digest key, CancellationToken cancellation)
    {
        using var archives = early.TakeArchives();
        var packer = new ArtifactPacker(WorkFolders.Layers(settings.WorkFolder), cache, Environment.ProcessorCount)
        {
            EarlyArchives = archives,
            ReferrerMemory = Last,
        };
        var plan = await PlanAsync(cancellation).ConfigureAwait(false);
        var artifact = await packer.PackRootAsync(plan.Artifact, cancellation).ConfigureAwait(false);
        artifact = await packer.AttachAsync(artifact, plan.Artifact, cancellation).ConfigureAwait(false);
        if (!await ValidateAsync(plan, artifact, cancellation).ConfigureAwait(false)) return null;
        await new ArtifactWriter(settings, cache, Last).WriteAsync(artifact, plan.Destination.Tags, cancellation).ConfigureAwait(false);

        // Until here the last artifact keeps its files, so a failure loses no signature of it.
        packer.DeleteUnused(artifact);
        return Record(key, plan, artifact);
    }

    // Every setting is checked here, before the first file of the artifact is opened.
    private async Task<PackPlan> PlanAsync(CancellationToken cancellation)
    {
        var inputs = settings.Inputs with { TrackInput = path => cache.TrackInput(path, cancellation) };
        var catalog = await TypeDefinitions.ReadAsync(settings.TypeDefinitions, inputs.TrackInput, cancellation).ConfigureAwait(false);
        var author = new ArtifactAuthor(catalog);
        var type = await author.ReadTypeAsync(inputs, cancellation).ConfigureAwait(false);
        var destination = settings.DestinationOf(type);
        host.Claim(destination);

        // The name comes from the project and not from the repository, so that the same artifact has one digest in two
        // repositories.
        if (inputs.Name.Length == 0) inputs = inputs with { Name = destination.Name };
        if (settings.Output is { } output && (settings.RequiresOutput || type?.TakesPublishOutput != false))
        {
            inputs = inputs with { Published = output.Read(inputs, type) };

            // Publish output is of one platform, so it is joined only by files of that platform and by files of all platforms.
            if (Platform.FromRuntimeIdentifier(settings.RuntimeIdentifier) is { } own)
            {
                var files = inputs.Files.Where(file => file.Platform is null || file.Platform == own);
                inputs = inputs with { Files = [.. files.Select(file => file with { Platform = null })] };
            }
        }

        if (settings.Parts is { } parts)
        {
            var partType = type?.Definition.ManifestType ?? inputs.ArtifactType;
            var entries = await parts.ReadAsync(partType, destination, inputs.TrackInput, cancellation).ConfigureAwait(false);
            inputs = inputs with { Entries = entries };
        }

        var artifact = await author.PlanAsync(inputs, type, cancellation).ConfigureAwait(false);
        artifact = settings.WithReferrers(artifact, destination, inputs, type, cache);
        if (settings.LayoutDirectory.Length > 0) new LayoutDirectory(settings.LayoutDirectory).Check();
        if (settings.ArchivePath.Length > 0) LayoutArchive.Check(settings.ArchivePath);
        if (settings.PlanFile.Length > 0)
        {
            PlanFile.Write(settings.PlanFile, artifact, destination);
            cache.TrackOutput(settings.PlanFile, cancellation);
        }

        // With a policy, the registry gets no request before the validation.
        if (settings.Policy.Length > 0) inputs.TrackInput(settings.Policy);
        else if (settings.IsPushed && destination.Registry is not null) early.DestinationIsKnown(destination, settings.Registry);
        settings.Output?.Copies.Write();
        return new PackPlan(artifact, destination, inputs, type, catalog);
    }

    private async Task<bool> ValidateAsync(PackPlan plan, PackedArtifact artifact, CancellationToken cancellation)
    {
        var validation = new ArtifactValidation(plan.Catalog, plan.Destination) { Type = plan.Type, Policy = settings.Policy };
        _findings.AddRange(await validation.FindAsync(plan.Inputs, plan.Artifact, artifact, cancellation).ConfigureAwait(false));
        _findings.AddRange(new OutwardLinks(plan.Inputs.BaseDirectory, plan.Inputs.Folders.Listed).Find(plan.Artifact));
        _findings.AddRange(FormerAlias.Find(plan.Inputs.ArtifactType, plan.Type));
        _findings.AddRange(LeftOutFiles.Find(plan.Inputs.BaseDirectory, plan.Inputs.Folders.LeftOut));
        host.Report(_findings);
        if (!_findings.Exists(finding => finding.Severity == FindingSeverity.Error)) return true;

        // With a saved cache, the run after a correction of the project does not pack the same layers again.
        cache.Save();
        return false;
    }

    private PackReceipt Record(Digest key, PackPlan plan, PackedArtifact artifact)
    {
        foreach (var layer in artifact.AllManifests.SelectMany(one => one.Layers)) host.Log(layer);
        var record = PackRecord.Of(artifact, plan.Destination) with
        {
            Platform = artifact.Index is null ? Platform.FromRuntimeIdentifier(settings.RuntimeIdentifier) : null,
            EntryTags = settings.EntryTagOf(plan.Type) is { } tag ? EntryTag.Of(artifact.Entries, tag) : [],
            RuntimeIdentifier = settings.RuntimeIdentifier,
            TargetFramework = settings.TargetFramework,
            LayoutDirectory = settings.LayoutDirectory,
            ArchivePath = settings.ArchivePath,
        };
        return new PackReceipt(key, cache.Save(), record) { Folders = plan.Inputs.Folders.Listed, Findings = _findings };
    }
}

using Microsoft.Build.Framework;
using OciArtifacts.Build.Checks;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Planning;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Build.Types;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build;

/// <summary>
/// Packs the artifact of a project: plans it, packs the layers into the work folder, and writes the image layout, the archive and the report
/// that are asked for. Every setting is checked before the first file is opened.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed partial class PackOciArtifact : OciTask, IIncrementalTask
{
    private ProjectValues Values => new(RepositoryName.Normalize(ProjectName), Version)
    {
        PackageId = PackageId,
        Files = Files,
        ConfigFile = NullIfEmpty(ConfigFile),
        Annotations = [.. DefaultAnnotations, .. Date],
    };

    // The date as an annotation, where there is one.
    private ITaskItem[] Date
    {
        get
        {
            if (SourceDate.Parse(SourceDateEpoch) is not { } date) return [];
            var item = new Microsoft.Build.Utilities.TaskItem(Core.Model.Annotations.Created);
            item.SetMetadata(ItemMetadata.Value, SourceDate.Format(date));
            return [item];
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var key = Key();
        var receipts = new ReceiptFile(WorkFolder);
        using var begun = BeginOciArtifactLayers.Take(BuildEngine, WorkFolder);
        var cache = DigestCache.Load(MemoryFile(WorkFolder), TimeProvider.System);
        var last = receipts.ReadPacked();
        if (last is not null && last.Key == key && last.Files == cache.Identity && IsCurrent(last, cache, cancellation))
        {
            Repeat(last, cache, receipts);
            return;
        }

        if (FailIfNotIncremental) throw new OciException(OciErrorCode.NotUpToDate, $"The artifact of {ProjectName} would be packed: there is none yet, or something that it is made of has changed.");

        // What the last run left is not what is in the cache from now on.
        cache = cache.Renewed();
        var packed = await PackAsync(key, cache, begun, cancellation).ConfigureAwait(false);
        if (packed is not null) receipts.Write(packed);
    }

    /// <summary>Whether anything is remembered of an earlier packing, whether that came to its end or not.</summary>
    internal static bool HasPacked(string workFolder) => File.Exists(MemoryFile(workFolder));

    /// <summary>Where archives are.</summary>
    internal static string LayerFolder(string workFolder) => Path.Combine(workFolder, "layers");

    private static string MemoryFile(string workFolder) => Path.Combine(workFolder, "digests.bin");

    private bool IsCurrent(PackReceipt last, DigestCache cache, CancellationToken cancellation)
    {
        var folders = new FolderFiles(OwnPaths());
        foreach (var folder in last.Folders)
        {
            if (!folders.IsAsListed(folder)) return false;
        }

        return cache.IsCurrent(cancellation);
    }

    // Nothing has changed: outputs, log and report are those of a run that did it all.
    private void Repeat(PackReceipt last, DigestCache cache, ReceiptFile receipts)
    {
        Claim(last.Report.Registry, last.Report.Repository, last.Report.Tags);
        var files = cache.Save();
        var report = last.Report.Unchanged() with { BytesHashed = cache.BytesRead };
        var isSameReport = report.BytesHashed == last.UnchangedBytesHashed;
        var written = isSameReport ? last.UnchangedReport : ReportStore.ToJson(report);
        if (files != last.Files || !last.IsUnchanged || !isSameReport)
        {
            receipts.Write(last with { Files = files, Report = report, IsUnchanged = true, UnchangedReport = written });
        }

        Report(last.Findings);
        new ReportStore(WorkFolder, ReportFile).Write(written);
        Log.LogMessage(MessageImportance.Normal, "{0} is up to date.", last.Report.Digest);
        Show(report);
    }

    private async Task<PackReceipt?> PackAsync(Digest key, DigestCache cache, LayersAhead? begun, CancellationToken cancellation)
    {
        void Note(string path) => cache.Note(path, cancellation);

        // What only the push uses is checked here too: before anything is packed.
        var (pushing, _) = new PushSettings
        {
            ParallelUploads = ParallelUploads,
            TagPolicy = TagPolicy,
            UploadChunkSize = UploadChunkSize,
            InsecureRegistries = InsecureRegistries,
            TokenHosts = TokenHosts,
        }.Read();
        var isPushed = Setting.Flag("OciArtifactPush", Push) && PushFollows;
        Setting.Flag("OciArtifactIncludePublishOutput", IncludePublishOutput);
        var catalog = await TypeReader.CatalogAsync(TypeDefinitions, ProjectDirectory, Note, cancellation).ConfigureAwait(false);
        var types = new TypeReader(catalog, ProjectDirectory, Note);
        var recipe = await RecipeAsync(types, cancellation).ConfigureAwait(false);
        var destination = Destination(recipe);
        Claim(destination.Registry, destination.Repository, destination.Tags);
        var inputs = Inputs(destination, recipe) with { Note = Note };
        var attached = new ReferrerPlans(types, inputs) { Project = Values, Annotations = Date, ImageSpec = ImageSpec };
        var plan = new PlatformPlans(inputs).Build() with { Referrers = await attached.OfAsync(Referrers, cancellation).ConfigureAwait(false) };

        if (LayoutDirectory.Length > 0) new LayoutDirectory(LayoutDirectory).Check();
        if (ArchivePath.Length > 0) LayoutArchive.Check(ArchivePath);
        if (Policy.Length > 0) Note(Policy);

        // With a policy no registry is asked before that is obeyed.
        else if (isPushed && AsksTagsAhead && destination.Registry is not null)
        {
            EarlyLook.Begin(BuildEngine, WorkFolder, destination, pushing);
        }

        var gate = new ArtifactGate(catalog, destination)
        {
            AllowsGenericLayers = inputs.GenericLayerTypes,
            TrustsConfig = inputs.PublishFolder is not null && recipe?.MakesConfigAlone == true,
            Recipe = recipe,
            Policy = Policy,
            Files = plan.Layers.Concat(plan.Entries.SelectMany(entry => entry.Artifact.Layers)).SelectMany(layer => layer.Files).Select(file => file.SourcePath),
        };
        inputs.Copies.Write();
        var packer = new ArtifactPacker(LayerFolder(WorkFolder), cache, Environment.ProcessorCount) { Ahead = begun };
        var artifact = await packer.PackAsync(plan, cancellation).ConfigureAwait(false);
        IReadOnlyList<Finding> findings =
        [
            .. recipe?.Findings ?? [],
            .. await gate.RunAsync(artifact, cancellation).ConfigureAwait(false),
            .. recipe is null ? [] : new ArchiveFindings(recipe).Find(plan),
            .. new OutwardLinks(ProjectDirectory, inputs.Folders.Listed).Find(plan),
            .. FormerAlias(recipe),
            .. LeftOutFiles.Find(ProjectDirectory, inputs.Folders.LeftOut),
        ];
        Report(findings);
        if (Log.HasLoggedErrors)
        {
            // What was packed need not be packed again when the project is mended.
            cache.Save();
            return null;
        }

        var folder = new PackedArtifactFolder(WorkFolder);
        folder.Save(artifact);
        foreach (var path in folder.Files) cache.NoteMade(path, cancellation);
        foreach (var layer in artifact.All.SelectMany(one => one.Layers))
        {
            Log.LogMessage(
                MessageImportance.Normal, "{0}: {1} files, {2} bytes, {3}{4}", layer.Name, layer.FileCount, layer.Content.Size, layer.Content.Digest, layer.IsCached ? ", unchanged" : layer.WasAhead ? ", packed while the project was built" : "");
        }

        if (LayoutDirectory.Length > 0) await CopyToLayoutAsync(artifact, destination.Tags, cache, cancellation).ConfigureAwait(false);
        if (ArchivePath.Length > 0)
        {
            await CopyToArchiveAsync(artifact, destination.Tags, cancellation).ConfigureAwait(false);
            cache.NoteMade(ArchivePath, cancellation);
        }

        var platform = Platform.FromRuntimeIdentifier(RuntimeIdentifier)?.ToString();
        var report = ReportStore.ReportOf(artifact, destination, platform);
        new ReportStore(WorkFolder, ReportFile).Write(ReportStore.ToJson(report));
        Show(report);
        return new PackReceipt(key, cache.Save(), report)
        {
            Folders = inputs.Folders.Listed,
            Findings = findings,
            Attached = artifact.Attached,
            UnchangedReport = ReportStore.ToJson(report.Unchanged()),
        };
    }

    private IEnumerable<Finding> FormerAlias(TypeRecipe? recipe) => recipe?.Definition.FormerAliases.Contains(ArtifactType, StringComparer.OrdinalIgnoreCase) != true ? [] :
    [
        new Finding(OciErrorCode.FormerAlias, FindingWeight.Notice, $"The alias {ArtifactType} is now called {recipe.Definition.Alias}: {recipe.Definition.Description} Write OciArtifactType={recipe.Definition.Alias}."),
    ];

    private async Task<TypeRecipe?> RecipeAsync(TypeReader reader, CancellationToken cancellation)
    {
        if (reader.Find("OciArtifactType", TypeOrDefault()) is not { } definition) return null;
        return await reader.ReadAsync(definition, Values, cancellation).ConfigureAwait(false);
    }

    private ArtifactDestination Destination(TypeRecipe? recipe)
    {
        var cascades = TagCascade.Length > 0 ? Setting.Flag("OciArtifactTagCascade", TagCascade) : recipe?.Definition.Tags.Cascade == true;
        var tags = Setting.Parts(Tags);
        var versions = VersionTags.For(recipe?.Version ?? Version, cascades ? Core.Model.TagCascade.Shorter : Core.Model.TagCascade.None);
        return ArtifactDestination.Parse(Registry, Repository, recipe?.RepositoryName ?? ProjectName, tags.Count > 0 ? tags : versions);
    }

    private void Report(IEnumerable<Finding> findings)
    {
        var unwanted = Setting.Parts(NoWarn.SelectMany(codes => codes.Split(',')));
        foreach (var finding in findings.Where(finding => finding.Weight == FindingWeight.Error || !unwanted.Contains(NameOf(finding.Code), StringComparer.OrdinalIgnoreCase))) Report(finding);
    }

    private PlanInputs Inputs(ArtifactDestination destination, TypeRecipe? recipe) => new()
    {
        // Of the project and not of the repository: the same artifact in two places has one digest.
        Name = RepositoryName.Normalize(ProjectName) is { Length: > 0 } name ? name : destination.Name,
        ArtifactType = recipe?.Definition.MediaType ?? TypeOrDefault(),
        Recipe = recipe,
        ProjectDirectory = ProjectDirectory,
        ImageSpec = Setting.ImageSpec(ImageSpec, recipe?.Definition),
        Layering = Setting.Layering(Layering),
        Defaults = new PlanDefaults(Setting.Compression("OciArtifactCompression", Compression), Setting.Level(CompressionLevel), !CompressesByDefault),
        EntryTime = SourceDate.EntryTimeOf(EntryTimeEpoch),
        PublishFolder = PublishDirectory.Length > 0 && (recipe?.TakesPublishOutput != false || !IncludesPublishOutputByDefault) ? PublishFolderOf() : null,
        Copies = new DatedCopies(Path.Combine(WorkFolder, "dated"), SourceDate.Parse(SourceDateEpoch)),
        Folders = new FolderFiles(OwnPaths()),
        Files = Files,
        Layers = Layers,
        Annotations = Annotations,
        DefaultAnnotations = [.. DefaultAnnotations, .. Date],
        GenericLayerTypes = Setting.Flag("OciArtifactGenericLayerTypes", GenericLayerTypes),
        ConfigFile = ConfigFile.Length > 0 ? ConfigFile : null,
        ConfigMediaType = ConfigMediaType.Length > 0 ? Setting.MediaTypeOf("OciArtifactConfigMediaType", ConfigMediaType) : null,
        App = new DotnetAppConfig(TargetFramework, NullIfEmpty(RuntimeIdentifier), SelfContained, NullIfEmpty(EntryPoint), []),
    };

    private PublishFolder PublishFolderOf() => new(Existing(PublishDirectory), PublishedFiles, RuntimePacks)
    {
        WebAssets = WebAssets,
        WebAssetProjects = WebAssetProjects,
        BrowserReferences = BrowserReferences,
        PackageFolders = PackageFolders,
    };

    // Two frameworks or runtimes of one project are two artifacts; the same one twice is the same artifact.
    private void Claim(string? registry, string repository, IReadOnlyList<string> tags)
    {
        string[] parts = [ProjectFile, TargetFramework, RuntimeIdentifier];
        PlaceClaims.Claim(BuildEngine, BuildId, string.Join(' ', parts.Where(part => part.Length > 0)), Places(registry, repository, tags));
    }

    private IEnumerable<string> Places(string? registry, string repository, IReadOnlyList<string> tags)
    {
        foreach (var tag in tags)
        {
            if (registry is not null && PushFollows && Setting.Flag("OciArtifactPush", Push)) yield return $"{registry.ToLowerInvariant()}/{repository}:{tag}";
            if (LayoutDirectory.Length > 0) yield return $"{LayoutDirectory}:{tag}";
        }

        if (ArchivePath.Length > 0) yield return ArchivePath;
    }

    private IReadOnlyCollection<string> OwnPaths() => [.. new[] { EarlierLayout(), LayoutDirectory, ArchivePath, ReportFile, WorkFolder }.Where(path => path.Length > 0)];

    // A folder of that name that is no layout is the project's.
    private string EarlierLayout() => new LayoutDirectory(DefaultLayoutDirectory).IsMarked ? DefaultLayoutDirectory : "";

    private string TypeOrDefault()
    {
        if (ArtifactType.Length > 0) return ArtifactType;
        return PublishDirectory.Length > 0 ? DotnetAppType.ArtifactType : throw new OciException(
            OciErrorCode.InvalidMediaType,
            "OciArtifactType is not set, and without publish output there is no default. Name the type, for example application/vnd.contoso.widget.v1.");
    }

    private static string Existing(string folder) => Directory.Exists(folder) ? folder : throw new OciException(
        OciErrorCode.FileNotFound, $"The publish folder '{folder}' does not exist. Publish first: dotnet publish");

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;

    private void Show(ArtifactReport report)
    {
        var generated = new GeneratedArtifact(report)
        {
            LayoutDirectory = LayoutDirectory,
            ArchivePath = ArchivePath,
            RuntimeIdentifier = RuntimeIdentifier,
            TargetFramework = TargetFramework,
        };
        Digest = report.Digest;
        Reference = generated.Reference;
        Artifact = generated.ToItem();
    }
}

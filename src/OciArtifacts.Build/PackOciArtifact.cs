using Microsoft.Build.Framework;
using OciArtifacts.Build.Checks;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Packing;
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
    internal ProjectValues Values => new(RepositoryName.Normalize(ProjectName), Version)
    {
        PackageId = PackageId,
        Files = Files,
        ConfigFile = NullIfEmpty(ConfigFile),
        Annotations = [.. DefaultAnnotations, .. Date],
    };

    // The date as an annotation, where there is one.
    internal ITaskItem[] Date
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
        if (last is not null && last.Key == key && last.Files == cache.Fingerprint && IsCurrent(last, cache, cancellation))
        {
            Repeat(last, cache, receipts);
            return;
        }

        if (FailIfNotIncremental) throw new OciException(OciErrorCode.NotUpToDate, $"The artifact of {ProjectName} would be packed: there is none yet, or something that it is made of has changed.");

        // What the last run left is not what is in the cache from now on.
        cache = cache.StartNewRun();
        var run = new PackRun(this, cache) { EarlyArchives = begun, ReferrerMemory = last?.Record };
        if (await run.RunAsync(key, cancellation).ConfigureAwait(false) is not { } packed) return;
        receipts.Write(packed);
        Show(packed.Record);
    }

    /// <summary>Whether anything is remembered of an earlier packing, whether that came to its end or not.</summary>
    internal static bool HasPacked(string workFolder) => File.Exists(MemoryFile(workFolder));

    /// <summary>Where archives are.</summary>
    internal static string LayerFolder(string workFolder) => Path.Combine(workFolder, "layers");

    private static string MemoryFile(string workFolder) => Path.Combine(workFolder, "digests.bin");

    internal PushSettings PushSettings => new()
    {
        ParallelUploads = ParallelUploads,
        TagPolicy = TagPolicy,
        UploadChunkSize = UploadChunkSize,
        InsecureRegistries = InsecureRegistries,
        TokenHosts = TokenHosts,
    };

    private bool IsCurrent(PackReceipt last, DigestCache cache, CancellationToken cancellation)
    {
        var folders = new FolderFiles(OwnPaths());
        foreach (var folder in last.Folders)
        {
            if (!folders.IsAsListed(folder)) return false;
        }

        return cache.IsCurrent(cancellation);
    }

    // Outputs, log and report are the same as after a packing.
    private void Repeat(PackReceipt last, DigestCache cache, ReceiptFile receipts)
    {
        Claim(last.Record.Destination);
        var files = cache.Save();
        var record = last.Record.Unchanged(cache.BytesRead);
        if (files != last.Files || !last.Record.IsUnchanged || record.BytesHashed != last.Record.BytesHashed)
        {
            receipts.Write(last with { Files = files, Record = record });
        }

        Report(last.Findings);
        Log.LogMessage(MessageImportance.Normal, "{0} is up to date.", record.Root.Digest);
        Show(record);
    }

    internal void Note(PackedLayer layer) => Log.LogMessage(
        MessageImportance.Normal,
        "{0}: {1} files, {2} bytes, {3}{4}",
        layer.Name,
        layer.FileCount,
        layer.Content.Size,
        layer.Content.Digest,
        layer.IsCached ? ", unchanged" : layer.WasPackedEarly ? ", packed while the project was built" : "");

    internal IEnumerable<Finding> FormerAlias(TypeRecipe? recipe) => recipe?.Definition.FormerAliases.Contains(ArtifactType, StringComparer.OrdinalIgnoreCase) != true ? [] :
    [
        new Finding(OciErrorCode.FormerAlias, FindingSeverity.Notice, $"The alias {ArtifactType} is now called {recipe.Definition.Alias}: {recipe.Definition.Description} Write OciArtifactType={recipe.Definition.Alias}."),
    ];

    internal async Task<TypeRecipe?> RecipeAsync(TypeReader reader, CancellationToken cancellation)
    {
        if (reader.Find("OciArtifactType", TypeOrDefault()) is not { } definition) return null;
        return await reader.ReadAsync(definition, Values, cancellation).ConfigureAwait(false);
    }

    internal Destination Destination(TypeRecipe? recipe)
    {
        var cascades = TagCascade.Length > 0 ? Setting.Flag("OciArtifactTagCascade", TagCascade) : recipe?.Definition.Tags.Cascade == true;
        var tags = Setting.Parts(Tags);
        var versions = VersionTags.For(recipe?.Version ?? Version, cascades ? Core.Model.TagCascade.Shorter : Core.Model.TagCascade.None);
        return Destinations.Parse(Registry, Repository, recipe?.RepositoryName ?? ProjectName, tags.Count > 0 ? tags : versions);
    }

    internal void Report(IEnumerable<Finding> findings)
    {
        var unwanted = Setting.Parts(NoWarn.SelectMany(codes => codes.Split(',')));
        foreach (var finding in findings.Where(finding => finding.Severity == FindingSeverity.Error || !unwanted.Contains(NameOf(finding.Code), StringComparer.OrdinalIgnoreCase))) Report(finding);
    }

    internal PlanInputs Inputs(Destination destination, TypeRecipe? recipe) => new()
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
    internal void Claim(Destination destination)
    {
        string[] parts = [ProjectFile, TargetFramework, RuntimeIdentifier];
        PlaceClaims.Claim(BuildEngine, BuildId, string.Join(' ', parts.Where(part => part.Length > 0)), Places(destination));
    }

    private IEnumerable<string> Places(Destination destination)
    {
        foreach (var tag in destination.Tags)
        {
            if (destination.Registry is { } registry && PushFollows && Setting.Flag("OciArtifactPush", Push))
            {
                yield return $"{registry.ToLowerInvariant()}/{destination.Repository}:{tag}";
            }

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

    private void Show(PackRecord record)
    {
        Reporting.ReportFile.Write(WorkFolder, ReportFile, record, push: null);
        var generated = new GeneratedArtifact(record, Push: null);
        Digest = record.Root.Digest.ToString();
        Reference = generated.Reference;
        Artifact = generated.ToItem();
    }
}

using Microsoft.Build.Framework;
using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Checks;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Packing;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>Packs the artifact of a project, unless nothing has changed since the last time. <see cref="PackRun"/> has the steps.</summary>
[MSBuildMultiThreadableTask]
public sealed class PackOciArtifact : OciReferrerTask, IIncrementalTask, IPackHost
{
    /// <summary>Whether anything that is to be done is an error (<c>-question</c>).</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <summary>The report file, an absolute path.</summary>
    [Required]
    public string ReportFile { get; set; } = "";

    /// <summary>The file for the plan as data, an absolute path, or empty.</summary>
    public string PlanFile { get; set; } = "";

    /// <summary>The name of the package that <c>dotnet pack</c> makes of the project.</summary>
    public string PackageId { get; set; } = "";

    /// <summary>The version of the project.</summary>
    public string Version { get; set; } = "";

    /// <summary>Whether a release gets the shorter tags too; empty for what the type says.</summary>
    public string TagCascade { get; set; } = "";

    /// <summary>The publish folder, an absolute path; empty where it is no part of the artifact.</summary>
    public string PublishDirectory { get; set; } = "";

    /// <summary>The items that the SDK published.</summary>
    public ITaskItem[] PublishedFiles { get; set; } = [];

    /// <summary>The runtime packs of a self-contained app.</summary>
    public ITaskItem[] RuntimePacks { get; set; } = [];

    /// <summary>The static web assets that the SDK published, with their paths in the publish folder (<c>TargetPath</c>).</summary>
    public ITaskItem[] WebAssets { get; set; } = [];

    /// <summary>The projects that some of them come from, each with the name of its source.</summary>
    public ITaskItem[] WebAssetProjects { get; set; } = [];

    /// <summary>The files that the references of an app for the browser bring along: its assemblies are made of them.</summary>
    public ITaskItem[] BrowserReferences { get; set; } = [];

    /// <summary>The folders that NuGet unpacks packages into.</summary>
    public string[] PackageFolders { get; set; } = [];

    /// <summary>The items <c>OciArtifactFile</c>.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The parts of an index: work folders of inner builds, or <c>OciArtifactIndexEntry</c> items.</summary>
    public ITaskItem[] Parts { get; set; } = [];

    /// <summary>The runtimes that the index must have; none if any are right.</summary>
    public string[] RuntimeIdentifiers { get; set; } = [];

    /// <summary>The frameworks that the index must have; none if any are right.</summary>
    public string[] RequiredFrameworks { get; set; } = [];

    /// <summary>The frameworks of the project, where it has several.</summary>
    public string[] TargetFrameworks { get; set; } = [];

    /// <summary>The items <c>OciArtifactLayer</c>.</summary>
    public ITaskItem[] Layers { get; set; } = [];

    /// <summary>The items <c>OciArtifactAnnotation</c>.</summary>
    public ITaskItem[] Annotations { get; set; } = [];

    /// <summary>The config file, or empty.</summary>
    public string ConfigFile { get; set; } = "";

    /// <summary>The media type of the config file.</summary>
    public string ConfigMediaType { get; set; } = "";

    /// <summary><c>Provenance</c>, <c>Single</c> or <c>PerFile</c>.</summary>
    public string Layering { get; set; } = "Provenance";

    /// <summary><c>none</c>, <c>gzip</c> or <c>zstd</c>.</summary>
    public string Compression { get; set; } = "gzip";

    /// <summary>Whether the project leaves the compression to the default: then compressed files are not compressed again.</summary>
    public bool CompressesByDefault { get; set; }

    /// <summary><c>Fastest</c>, <c>Optimal</c> or <c>SmallestSize</c>.</summary>
    public string CompressionLevel { get; set; } = "Optimal";

    /// <summary>Whether layers have the generic media types of the image specification.</summary>
    public string GenericLayerTypes { get; set; } = "false";

    /// <summary>The time of the entries of archives, in seconds since 1970; empty for 1970.</summary>
    public string EntryTimeEpoch { get; set; } = "";

    /// <summary>The image layout to write, an absolute path, or empty.</summary>
    public string LayoutDirectory { get; set; } = "";

    /// <summary>The layout that an earlier run may have written, an absolute path.</summary>
    public string DefaultLayoutDirectory { get; set; } = "";

    /// <summary>The archive to write, an absolute path, or empty.</summary>
    public string ArchivePath { get; set; } = "";

    /// <summary>Whether the artifact is pushed. It is checked here because a condition takes a misspelled value for no.</summary>
    public string Push { get; set; } = "false";

    /// <summary>Whether the next target is the push: then the place in the registry is claimed too.</summary>
    public bool PushFollows { get; set; }

    /// <summary>Whether the registry may be asked for the tags while the artifact is packed.</summary>
    public bool AsksTagsAhead { get; set; } = true;

    /// <summary>The identity of the build, which its projects share, or empty.</summary>
    public string BuildId { get; set; } = "";

    /// <summary>Whether publish output is part of the artifact. A condition would read a misspelled value as no.</summary>
    public string IncludePublishOutput { get; set; } = "true";

    /// <summary>Whether the project leaves that to the default: then a type that has no place for publish output leaves it out.</summary>
    public bool IncludesPublishOutputByDefault { get; set; }

    /// <summary>Whether the app brings its runtime.</summary>
    public bool SelfContained { get; set; }

    /// <summary>The file to start, or empty.</summary>
    public string EntryPoint { get; set; } = "";

    /// <summary>The digest of the root.</summary>
    [Output]
    public string Digest { get; private set; } = "";

    /// <summary>The text for people: where the artifact is.</summary>
    [Output]
    public string Reference { get; private set; } = "";

    /// <summary>The artifact as an item.</summary>
    [Output]
    public ITaskItem? Artifact { get; private set; }

    /// <summary>The SBOMs of the artifact, as items of files.</summary>
    [Output]
    public ITaskItem[] Sboms { get; private set; } = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var key = PackKey.Of(this);
        var receipts = new ReceiptFile(WorkFolder);
        var cache = DigestCache.Load(WorkFolders.Digests(WorkFolder), TimeProvider.System);
        var last = receipts.ReadPacked();
        var early = new EarlyWork(BuildEngine, WorkFolder) { AsksTags = AsksTagsAhead };
        if (last is not null && last.IsCurrent(key, cache, new FolderFiles(PackInputs.OwnPaths(this)), cancellation))
        {
            using var unused = early.TakeArchives();
            ShowUnchanged(last, cache, receipts);
            return;
        }

        if (FailIfNotIncremental)
        {
            throw new OciException(
                OciErrorCode.NotUpToDate,
                $"The artifact of {ProjectName} would be packed: there is none yet, or something that it is made of has changed.");
        }

        // From now on the cache holds this run, not the last one.
        cache = cache.StartNewRun();
        using var settings = PackInputs.Read(this);
        var run = new PackRun(settings, cache, this, early) { Last = last?.Record };
        if (await run.RunAsync(key, cancellation).ConfigureAwait(false) is not { } packed) return;
        receipts.Write(packed);
        Show(packed.Record);
    }

    // Outputs, log and report are the same as after a packing.
    private void ShowUnchanged(PackReceipt last, DigestCache cache, ReceiptFile receipts)
    {
        IPackHost host = this;
        host.Claim(last.Record.Destination);
        var next = last.Unchanged(cache);
        if (!ReferenceEquals(next, last)) receipts.Write(next);
        host.Report(last.Findings);
        base.Log.LogMessage(MessageImportance.Normal, "{0} is up to date.", last.Record.Root.Digest);
        Show(next.Record);
    }

    private void Show(PackRecord record)
    {
        if (!FailIfNotIncremental) Reporting.ReportFile.Write(WorkFolder, ReportFile, record, push: null);
        var generated = new GeneratedArtifact(record, Push: null);
        Digest = record.Root.Digest.ToString();
        Reference = generated.Reference;
        Artifact = generated.ToItem();
        Sboms = generated.Sboms();
    }

    // Two frameworks or runtimes of one project are two artifacts; the same one twice is the same artifact.
    void IPackHost.Claim(Destination destination) => PlaceClaims.Claim(
        BuildEngine,
        BuildId,
        string.Join(' ', new[] { ProjectFile, TargetFramework, RuntimeIdentifier }.Where(part => part.Length > 0)),
        PackDestination.Places(this, destination));

    void IPackHost.Log(PackedLayer layer) => base.Log.LogMessage(
        MessageImportance.Normal,
        "{0}: {1} files, {2} bytes, {3}{4}",
        layer.Name,
        layer.FileCount,
        layer.Content.Size,
        layer.Content.Digest,
        layer.IsCached ? ", unchanged" : layer.WasPackedEarly ? ", packed while the project was built" : "");

    void IPackHost.Report(IReadOnlyList<Finding> findings) => Report(findings);
}

using Microsoft.Build.Framework;
using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Planning;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Model;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Asks the registry, in the background, whether the push at the end of this build can succeed.
/// <see cref="RequireOciArtifactAccess"/> waits for the answer. A wrong setting of the push is an error at once.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CheckOciArtifactAccess : OciArtifactTask, IIncrementalTask
{
    /// <summary>Whether the build only asks what is to be done (<c>-question</c>): then the registry gets no request.</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <summary>Whether to ask, as the project says.</summary>
    public string CheckAccess { get; set; } = "true";

    /// <summary>Whether the push was asked for by name, so that this project is certain to be pushed.</summary>
    public bool PushFollows { get; set; }

    /// <summary>The folder in which the build was started, an absolute path.</summary>
    public string StartupDirectory { get; set; } = "";

    /// <summary>The projects of the solution that is built, as MSBuild tells them, or empty.</summary>
    public string SolutionContents { get; set; } = "";

    /// <summary>Whether the registry is not asked when the same was pushed there before.</summary>
    public string SkipIfUnchanged { get; set; } = "false";

    /// <summary>Whether there is an answer to wait for.</summary>
    [Output]
    public bool IsBegun { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var isAsked = Setting.Flag("OciArtifactCheckAccess", CheckAccess);
        if (!isAsked || FailIfNotIncremental || !IsPushed() || IsNamedByTheType()) return;
        var (registry, _) = PushSettings.Read();
        var destination = Destinations.Parse(Registry, Repository, ProjectName, []);
        if (IsTrusted(destination)) return;
        var check = new AccessCheck(destination, registry)
        {
            ArtifactType = await ReadTypeAsync(cancellation).ConfigureAwait(false),
            Policy = Policy,
        };
        IsBegun = check.Start(BuildEngine, WorkFolder, new EarlyWork(BuildEngine, WorkFolder));
    }

    // A policy names media types, so an alias is looked up for it.
    private async Task<string> ReadTypeAsync(CancellationToken cancellation)
    {
        if (ArtifactType.Length == 0) return DotnetAppType.ArtifactType;
        if (Policy.Length == 0) return ArtifactType;
        var paths = TypeDefinitions.Select(item => ArtifactItems.PathOf(item, ProjectDirectory));
        var catalog = await Packing.TypeDefinitions.ReadAsync(paths, static _ => { }, cancellation).ConfigureAwait(false);
        return catalog.Find(ArtifactType)?.MediaType ?? ArtifactType;
    }

    private bool IsPushed() => PushFollows || new PublishedProject(ProjectFile)
    {
        StartupDirectory = StartupDirectory,
        SolutionContents = SolutionContents,
        CommandLine = Environment.GetCommandLineArgs(),
    }.IsCertain();

    // Such a name stands in a file of the artifact, which the build may still write. These types have nothing that is compiled.
    private bool IsNamedByTheType() => ArtifactType.Length > 0 && Repository.Length == 0
        && (TypeDefinitions.Length > 0 || ArtifactTypeCatalog.BuiltIn.Find(ArtifactType)?.Repository is not null);

    // With this setting an unchanged publish sends no request at all.
    private bool IsTrusted(Destination destination) => Setting.Flag("OciArtifactSkipPushIfUnchanged", SkipIfUnchanged)
        && new ReceiptFile(WorkFolder).ReadPushed()?.Wanted is { } last
        && last.Registry == destination.Registry
        && last.Repository == destination.Repository;
}

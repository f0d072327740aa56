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
public sealed class CheckOciArtifactAccess : OciArtifactTask
{
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
    protected override Task ExecuteAsync(CancellationToken cancellation)
    {
        if (!Setting.Flag("OciArtifactCheckAccess", CheckAccess) || !IsPushed() || IsNamedByTheType()) return Task.CompletedTask;
        var (registry, _) = PushSettings.Read();
        var destination = Destinations.Parse(Registry, Repository, ProjectName, []);
        if (IsTrusted(destination)) return Task.CompletedTask;
        var check = new AccessCheck(destination, registry)
        {
            ArtifactType = ArtifactType.Length > 0 ? ArtifactType : DotnetAppType.ArtifactType,
            Policy = Policy,
        };
        IsBegun = check.Start(BuildEngine, WorkFolder, new EarlyWork(BuildEngine, WorkFolder));
        return Task.CompletedTask;
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

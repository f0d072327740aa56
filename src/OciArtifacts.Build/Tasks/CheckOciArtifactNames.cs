using System.Collections;
using Microsoft.Build.Framework;
using OciArtifacts.Build.Checks;
using OciArtifacts.Build.Items;
using OciArtifacts.Core;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Warns of names that were probably meant for this package and have no effect: names of properties, items, metadata,
/// hooks and environment variables. MSBuild ignores unknown names without a message.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CheckOciArtifactNames : OciTask
{
    private readonly HashSet<string> _reported = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder of the project, an absolute path.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The files of the project that its users write. Files that do not exist are skipped.</summary>
    public string[] UserFiles { get; set; } = [];

    /// <summary>The items <c>OciArtifactFile</c>.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The items <c>OciArtifactLayer</c>.</summary>
    public ITaskItem[] Layers { get; set; } = [];

    /// <summary>The items <c>OciArtifactAnnotation</c>.</summary>
    public ITaskItem[] Annotations { get; set; } = [];

    /// <summary>The items <c>OciArtifactReferrer</c>.</summary>
    public ITaskItem[] Referrers { get; set; } = [];

    /// <summary>The items <c>OciArtifactTypeDefinition</c>.</summary>
    public ITaskItem[] TypeDefinitions { get; set; } = [];

    /// <summary>The items <c>OciArtifactIndexEntry</c>.</summary>
    public ITaskItem[] IndexEntries { get; set; } = [];

    /// <summary>Whether publish output is part of the artifact, as the project sets it.</summary>
    public string IncludePublishOutput { get; set; } = "";

    /// <summary>The names of the global properties of this build.</summary>
    [Output]
    public string[] GlobalProperties { get; private set; } = [];

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken cancellation)
    {
        if (BuildEngine is IBuildEngine6 engine) GlobalProperties = [.. engine.GetGlobalProperties().Keys];
        var scan = new ProjectFileScan(ProjectDirectory);
        foreach (var file in UserFiles) scan.Read(file);
        foreach (var name in scan.Names) Check(name, scan);
        foreach (var name in GlobalProperties) Check(new FoundName(name, NameKind.Property), scan);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            // A job that passes its variable as a property (-p:OciArtifactRegistry=$OCI_ARTIFACT_REGISTRY) has named it
            // for its own use.
            var name = (string)variable.Key;
            if (!NameCheck.MayBeOurs(name)) continue;
            if (GlobalProperties.Contains(NameCheck.Letters(name), StringComparer.OrdinalIgnoreCase)) continue;
            Check(new FoundName(name, NameKind.Variable), scan);
        }

        CheckMetadata("OciArtifactFile", Files);
        CheckMetadata("OciArtifactLayer", Layers);
        CheckMetadata("OciArtifactAnnotation", Annotations);
        CheckMetadata("OciArtifactReferrer", Referrers);
        CheckMetadata("OciArtifactTypeDefinition", TypeDefinitions);
        CheckMetadata("OciArtifactIndexEntry", IndexEntries);
        if (Files.Length == 0) return Task.CompletedTask;
        var hasPublishOutput = IncludePublishOutput.Equals("true", StringComparison.OrdinalIgnoreCase);
        var problems = LayerNameCheck.Problems(
            Files.Select(ArtifactItems.LayerOf), Layers.Select(ArtifactItems.NameOf), hasPublishOutput);
        foreach (var problem in problems) Warn(OciErrorCode.UnknownName, problem);
        return Task.CompletedTask;
    }

    private void Check(FoundName found, ProjectFileScan scan)
    {
        if (!NameCheck.MayBeOurs(found.Name) || (scan.IsUsed(found) && !NameCheck.IsCredential(found.Name))) return;
        if (NameCheck.Problem(found) is not { } problem || !_reported.Add(found.Name)) return;
        Warn(OciErrorCode.UnknownName, problem, found.File, found.Line);
    }

    private void CheckMetadata(string itemType, ITaskItem[] items)
    {
        if (items.Length == 0) return;
        var unknown = CustomMetadata.Except(items, KnownNames.MetadataOf(itemType));
        foreach (var problem in MetadataCheck.Problems(itemType, unknown)) Warn(OciErrorCode.UnknownName, problem);
    }
}

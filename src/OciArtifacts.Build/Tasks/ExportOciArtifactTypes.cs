using Microsoft.Build.Framework;
using OciArtifacts.Build.Items;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Writes lists of the artifact types that a project may use. Operators of registries import these lists.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ExportOciArtifactTypes : OciTask
{
    /// <summary>The folder of the project, an absolute path.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The folder to write to, an absolute path.</summary>
    [Required]
    public string ExportDirectory { get; set; } = "";

    /// <summary>The items <c>OciArtifactTypeDefinition</c>.</summary>
    public ITaskItem[] TypeDefinitions { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        var paths = TypeDefinitions.Select(item => ArtifactItems.PathOf(item, ProjectDirectory));
        var catalog = await Packing.TypeDefinitions.ReadAsync(paths, static _ => { }, cancellation).ConfigureAwait(false);
        var list = new TypeAllowList(catalog);
        Write("artifact-types.json", list.ToJson());
        Write("artifact-types.md", new TypeCatalogPage(catalog).ToMarkdown());
        Write("quay.config.yaml", list.ToQuayConfig());
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(ExportDirectory, name);
        AtomicFile.WriteAllBytes(path, System.Text.Encoding.UTF8.GetBytes(text));
        Log.LogMessage(MessageImportance.High, "{0}", path);
    }
}

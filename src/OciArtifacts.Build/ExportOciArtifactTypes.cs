using Microsoft.Build.Framework;
using OciArtifacts.Build.Types;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build;

/// <summary>Writes the artifact types that a project may use, as lists that operators of registries import.</summary>
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
        var catalog = await TypeReader.CatalogAsync(TypeDefinitions, ProjectDirectory, static _ => { }, cancellation).ConfigureAwait(false);
        var list = new TypeAllowList(catalog);
        await WriteAsync("artifact-types.json", list.ToJson(), cancellation).ConfigureAwait(false);
        await WriteAsync("artifact-types.md", new TypeCatalogPage(catalog).ToMarkdown(), cancellation).ConfigureAwait(false);
        await WriteAsync("quay.config.yaml", list.ToQuayConfig(), cancellation).ConfigureAwait(false);
    }

    private async Task WriteAsync(string name, string text, CancellationToken cancellation)
    {
        var path = Path.Combine(ExportDirectory, name);
        await AtomicFile.WriteAllBytesAsync(path, System.Text.Encoding.UTF8.GetBytes(text), cancellation).ConfigureAwait(false);
        Log.LogMessage(MessageImportance.High, "{0}", path);
    }
}

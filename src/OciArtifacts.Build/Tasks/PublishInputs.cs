using OciArtifacts.Build.Items;
using OciArtifacts.Build.Planning;

namespace OciArtifacts.Build.Tasks;

/// <summary>Reads the parameters of <see cref="PackOciArtifact"/> for the publish folder.</summary>
internal static class PublishInputs
{
    /// <exception cref="Core.OciException">A setting has a value that it cannot have.</exception>
    internal static PublishOutput Read(PackOciArtifact task)
    {
        IReadOnlyList<SdkFile> published = [.. task.PublishedFiles.Select(SdkItems.File)];
        var folder = new PublishFolder(task.PublishDirectory, published, SdkItems.PackIds(task.RuntimePacks))
        {
            WebAssets = [.. task.WebAssets.Select(SdkItems.WebAsset)],
            WebAssetProjects = [.. task.WebAssetProjects.Select(SdkItems.WebAssetProject)],
            BrowserReferences = [.. task.BrowserReferences.Select(SdkItems.File)],
            PackageFolders = task.PackageFolders,
        };
        var declared = new DeclaredLayers([.. task.Layers.Select(ArtifactItems.Pattern).OfType<LayerPattern>()]);
        return new PublishOutput(folder, Setting.Layering(task.Layering), declared)
        {
            App = new DotnetAppConfig(
                task.TargetFramework, NullIfEmpty(task.RuntimeIdentifier), task.SelfContained, NullIfEmpty(task.EntryPoint), []),
            Copies = new DatedCopies(Path.Combine(task.WorkFolder, "dated"), SourceDate.Parse(task.SourceDateEpoch)),
        };
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}

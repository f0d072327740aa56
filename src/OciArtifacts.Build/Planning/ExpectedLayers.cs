using Microsoft.Build.Framework;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// The layers that are known before the project is built: what comes from packages is copied into the publish folder as it is. They are a guess: what is published
/// says what they are.
/// </summary>
internal static class ExpectedLayers
{
    /// <summary>The layers of the files that references bring along (<c>ReferenceCopyLocalPaths</c>).</summary>
    internal static IEnumerable<PlannedLayer> Of(IReadOnlyList<ITaskItem> references, IReadOnlyList<ITaskItem> runtimePacks, PlanDefaults defaults)
    {
        var packs = PublishedFile.IdsOf(runtimePacks);
        var files = references.Select(item => PublishedFile.Of(item, item.GetMetadata(ItemMetadata.FullPath), PathOf(item), packs)).ToList();
        return ProvenanceLayers.Cut(files, new DeclaredLayers([]))
            .Where(layer => layer.Layer is LayerNames.Runtime or LayerNames.Packages)
            .Select(layer => Archive(layer.Layer, [.. layer.Files.Select(file => file.Archived())], defaults));
    }

    private static string PathOf(ITaskItem item) =>
        item.GetMetadata(ItemMetadata.DestinationSubDirectory).Replace('\\', '/') + Path.GetFileName(item.ItemSpec);

    private static PlannedLayer Archive(string name, IReadOnlyList<PlannedFile> files, PlanDefaults defaults)
    {
        var form = ArchiveForm.Of(name, declared: null, rule: null, defaults, files);
        return new PlannedLayer(name, DotnetAppType.ArtifactType, form.Format, files) { Compression = form.Compression, Level = defaults.Level };
    }
}

using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Ahead;

/// <summary>
/// Plans the layers of packages and of the runtime before the project is built: a publish copies the files of packages
/// without a change. The packer takes such a layer only where the published files are the same.
/// </summary>
internal static class ExpectedLayers
{
    /// <summary>The layers of the files that come with references (<c>ReferenceCopyLocalPaths</c>).</summary>
    /// <param name="references">The files, each with its absolute path.</param>
    /// <param name="runtimePacks">The ids of the runtime packs.</param>
    /// <param name="defaults">The compression of archives.</param>
    internal static IEnumerable<PlannedLayer> Of(
        IReadOnlyList<(SdkFile File, string FullPath)> references, IReadOnlySet<string> runtimePacks, LayerDefaults defaults)
    {
        var files = references
            .Select(reference => PublishedFile.Of(reference.File, reference.FullPath, PathOf(reference.File), runtimePacks))
            .ToList();
        return ProvenanceLayers.Cut(files, new DeclaredLayers([]))
            .Where(layer => layer.Layer is LayerNames.Runtime or LayerNames.Packages)
            .Select(layer => Archive(layer.Layer, [.. layer.Files.Select(file => file.Archived())], defaults));
    }

    private static string PathOf(SdkFile file) => file.Folder + Path.GetFileName(file.Path);

    private static PlannedLayer Archive(string name, IReadOnlyList<PlannedFile> files, LayerDefaults defaults)
    {
        var form = ArchiveForm.Of(declared: null, rule: null, defaults, files);
        return new PlannedLayer(name, DotnetAppType.ArtifactType, form.Format, files)
        {
            Compression = form.Compression,
            Level = defaults.Level,
        };
    }
}

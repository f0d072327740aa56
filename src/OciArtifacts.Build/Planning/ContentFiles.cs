using Microsoft.Build.Framework;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// The <c>OciArtifactFile</c> items. With <c>Layer</c>, a file or a folder goes into that archive; without, a file is a blob of its own and a
/// folder an archive in the form of ORAS.
/// </summary>
internal sealed class ContentFiles(string projectDirectory, PlanDefaults defaults, FolderFiles folders)
{
    /// <summary>The files that go into named layers.</summary>
    internal IEnumerable<(string Layer, PlannedFile File)> InLayers(IEnumerable<ITaskItem> items) =>
        from item in items
        let layer = item.GetMetadata(ItemMetadata.Layer)
        where layer.Length > 0
        let name = Checked(layer, item)
        from file in FilesOf(item)
        select (name, file);

    /// <summary>The layers that one item makes alone.</summary>
    internal IEnumerable<PlannedLayer> Alone(IEnumerable<ITaskItem> items) =>
        items.Where(item => item.GetMetadata(ItemMetadata.Layer).Length == 0).Select(LayerOf);

    private static string Checked(string layer, ITaskItem item)
    {
        if (!char.IsAsciiLetterOrDigit(layer[0]) || !layer.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw new OciException(
                OciErrorCode.InvalidName, $"The layer '{layer}' of an OciArtifactFile cannot be a name. Use a-z, A-Z, 0-9, . _ - and begin with a letter or a digit.");
        }

        if (AnnotationList.OwnScopes.Contains(layer, StringComparer.OrdinalIgnoreCase))
        {
            throw new OciException(OciErrorCode.InvalidName, $"A layer cannot have the name '{layer}': it is a scope of annotations. Choose another.");
        }

        // A file inside an archive has none of these; to ignore them would be to lose them.
        var misplaced = new[] { ItemMetadata.MediaType, ItemMetadata.Compression, ItemMetadata.Annotations }.FirstOrDefault(name => item.GetMetadata(name).Length > 0);
        return misplaced is null ? layer : throw new OciException(
            OciErrorCode.InvalidSetting,
            $"The OciArtifactFile '{item.ItemSpec}' is in the layer '{layer}', so it cannot have {misplaced}. Say it of the layer: OciArtifactLayer (MediaType, Compression) or OciArtifactAnnotation (Scope={layer}).");
    }

    private PlannedLayer LayerOf(ITaskItem item)
    {
        var path = PathOf(item);
        var title = TitleOf(item, path);
        var annotations = new Dictionary<string, string>(AnnotationList.Parse(item.GetMetadata(ItemMetadata.Annotations)), StringComparer.Ordinal)
        {
            [Annotations.Title] = title,
        };
        return Directory.Exists(path) ? FolderLayer(item, path, title, annotations) : FileLayer(item, path, title, annotations);
    }

    private static PlannedLayer FileLayer(ITaskItem item, string path, string title, Dictionary<string, string> annotations) =>
        new(title, MediaTypeOf(item, MediaType.OctetStream), LayerFormat.Raw, [new PlannedFile(path, title)]) { Annotations = annotations };

    private PlannedLayer FolderLayer(ITaskItem item, string path, string title, Dictionary<string, string> annotations)
    {
        var compression = item.GetMetadata(ItemMetadata.Compression) is { Length: > 0 } value
            ? Setting.Compression("Compression of an OciArtifactFile", value)
            : defaults.Compression;
        var type = MediaTypeOf(item, LayerMediaTypes.Generic(compression));
        return new PlannedLayer(title, type, LayerFormat.Tar, [.. FilesBelow(path, title)])
        {
            Annotations = annotations,
            Compression = compression,
            Level = defaults.Level,
            IsUnpackedByOras = true,
        };
    }

    private IEnumerable<PlannedFile> FilesOf(ITaskItem item)
    {
        var path = PathOf(item);
        var target = TitleOf(item, path);
        return Directory.Exists(path) ? FilesBelow(path, target) : [new PlannedFile(path, target)];
    }

    // "." is the top of the archive.
    private IEnumerable<PlannedFile> FilesBelow(string folder, string target) =>
        from file in folders.Below(folder)
        select new PlannedFile(file.Path, target == "." ? file.RelativePath : $"{target}/{file.RelativePath}");

    private string PathOf(ITaskItem item)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(item.ItemSpec, projectDirectory));
        return Path.Exists(path)
            ? path
            : throw new OciException(
                OciErrorCode.FileNotFound, $"The OciArtifactFile '{item.ItemSpec}' does not exist ({path}). Create it, or take it out of the project.");
    }

    private static string TitleOf(ITaskItem item, string path)
    {
        foreach (var name in (string[])[ItemMetadata.TargetPath, ItemMetadata.Title])
        {
            if (item.GetMetadata(name) is { Length: > 0 } value) return Clean(value);
        }

        return Clean(item.GetMetadata(ItemMetadata.RecursiveDir) + Path.GetFileName(path));
    }

    private static string Clean(string path) => path.Replace('\\', '/').TrimEnd('/') is { Length: > 0 } clean ? clean : ".";

    private static string MediaTypeOf(ITaskItem item, string otherwise) => item.GetMetadata(ItemMetadata.MediaType) is { Length: > 0 } type
        ? Setting.MediaTypeOf($"MediaType of the OciArtifactFile '{item.ItemSpec}'", type)
        : otherwise;
}

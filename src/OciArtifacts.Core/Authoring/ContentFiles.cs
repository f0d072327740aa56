using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>
/// Makes layers from the files of the inputs. A file or folder with a layer name goes into that archive. Without a layer name,
/// a file becomes one raw layer, and a folder becomes an archive that ORAS unpacks.
/// </summary>
internal sealed class ContentFiles(ArtifactInputs inputs, FilledType? type)
{
    /// <summary>The files that go into archives, each with the name of its layer.</summary>
    internal IEnumerable<(string Layer, PlannedFile File)> ArchiveFiles(IEnumerable<InputFile> items) =>
        from item in items
        let layer = LayerNameOf(item)
        where layer.Length > 0
        let name = CheckLayer(layer, item)
        from file in FilesOf(item)
        select (name, file);

    /// <summary>
    /// Replaces each folder by its files, if the type takes folders and has no archives. Files that no layer of the type matches
    /// are left out; the titles of the others begin with the folder.
    /// </summary>
    internal IReadOnlyList<InputFile> ExpandFolders(IReadOnlyList<InputFile> items) =>
        [.. items.SelectMany(item => IsExpanded(item) ? FilesIn(item) : [item])];

    private bool IsExpanded(InputFile item) =>
        type?.Definition.TakesFolders == true
        && item.Layer.Length == 0
        && item.MediaType.Length == 0
        && Directory.Exists(PathOf(item));

    private IEnumerable<InputFile> FilesIn(InputFile item)
    {
        var path = PathOf(item);
        var files = FilesBelow(item, path, TitleOf(item, path), rule: null);
        foreach (var file in files.OrderBy(file => file.EntryPath, StringComparer.Ordinal))
        {
            if (type!.RuleOfFile(file.EntryPath) is null) continue;
            yield return item with { Path = file.SourcePath, TargetPath = file.EntryPath };
        }
    }

    /// <summary>The layers that are made from one item each.</summary>
    internal IEnumerable<PlannedLayer> SingleLayers(IEnumerable<InputFile> items) =>
        items.Where(item => LayerNameOf(item).Length == 0).Select(LayerOf);

    // The archive that the item goes into; empty for an item that becomes a layer. A folder without a layer name goes into the
    // first archive of the type.
    private string LayerNameOf(InputFile item)
    {
        if (type is null) return item.Layer;
        if (item.Layer.Length > 0) return IsRawLayer(item.Layer) ? "" : item.Layer;
        if (item.MediaType.Length > 0 || type.RuleOfFolder() is not { } archive) return "";
        return Directory.Exists(PathOf(item)) || HasOnlyFolders(type.Definition) ? archive.Name : "";
    }

    private bool IsRawLayer(string layer) =>
        type?.RuleOfLayer(layer) is { Format: not ContentFormat.Any } rule && !FilledType.IsArchive(rule);

    // A type whose layers match no names of files takes a file like a folder that contains this file.
    private static bool HasOnlyFolders(ArtifactTypeDefinition definition) =>
        !definition.AllowsOtherLayers && definition.Layers.All(rule => rule.Files.Count == 0 && rule.ArchivedFiles.Count == 0);

    private static string CheckLayer(string layer, InputFile item)
    {
        LayerNames.Check(layer, $"the {item.Label}");

        // A file in an archive cannot have these metadata. To ignore them would hide a mistake.
        var misplaced = item.MediaType.Length > 0 ? nameof(item.MediaType)
            : item.Compression is not null ? nameof(item.Compression)
            : item.Annotations.Count > 0 ? nameof(item.Annotations) : null;
        return misplaced is null ? layer : throw new OciException(
            OciErrorCode.InvalidSetting,
            $"The {item.Label} is in the layer '{layer}', so it cannot have {misplaced}. "
            + $"Give the layer its MediaType or Compression, or an annotation with Scope={layer}.")
        {
            Remedy = Remedy.Layer,
        };
    }

    private PlannedLayer LayerOf(InputFile item)
    {
        var path = PathOf(item);
        var title = TitleOf(item, path);
        if (Directory.Exists(path)) return FolderLayer(item, path, title);
        var layer = FileLayer(path, title, item);
        var annotations = new Dictionary<string, string>(layer.Annotations, StringComparer.Ordinal);
        foreach (var (key, value) in item.Annotations.Where(pair => pair.Key != Annotations.Title)) annotations[key] = value;
        return layer with { Annotations = annotations };
    }

    /// <summary>The layer of one file. The item decides; otherwise the rule of the type for files of such a name.</summary>
    internal PlannedLayer FileLayer(string path, string title, InputFile? item = null)
    {
        var given = item is null ? "" : MediaTypeOf(item, "");
        var rule = given.Length > 0
            ? type?.RuleOfType(given)
            : type?.RuleOfLayer(item?.Layer ?? "") ?? type?.RuleOfFile(title);
        var isTitled = item?.TargetPath.Length > 0;
        var name = rule is null || isTitled ? title : type!.TitleOf(rule, title) ?? title;
        var isArchived = given.Length == 0 && rule is not null && NamePattern.MatchesFile(rule.ArchivedFiles, path);
        if (isArchived && rule!.Title is null && !isTitled)
        {
            name = $"{title[..^Path.GetExtension(title).Length]}.{FormOf(rule).Extension}";
        }

        var annotations = new Dictionary<string, string>(rule is null ? [] : type!.AnnotationsOf(rule, title, path), StringComparer.Ordinal)
        {
            [Annotations.Title] = name,
        };
        if (isArchived) return ArchiveOfFile(rule!, path, name, annotations);
        var mediaType = given.Length > 0 ? given : rule?.MediaTypes[0] ?? MediaType.OctetStream;
        return new(name, mediaType, LayerFormat.Raw, [new PlannedFile(path, name)])
        {
            ArtifactType = rule?.ArtifactType,
            Annotations = annotations,
        };
    }

    private ArchiveForm FormOf(LayerRule rule) => ArchiveForm.Of(declared: null, rule, inputs.Defaults, []);

    private PlannedLayer ArchiveOfFile(LayerRule rule, string path, string name, Dictionary<string, string> annotations)
    {
        var form = FormOf(rule);
        return new(name, form.MediaType!, form.Format, [new PlannedFile(path, Path.GetFileName(path))])
        {
            ArtifactType = rule.ArtifactType,
            Annotations = annotations,
            Compression = form.Compression,
            Level = inputs.Defaults.Level,
        };
    }

    private PlannedLayer FolderLayer(InputFile item, string path, string title)
    {
        var annotations = new Dictionary<string, string>(item.Annotations, StringComparer.Ordinal) { [Annotations.Title] = title };
        var compression = item.Compression ?? ForOras(inputs.Defaults.Compression);
        var mediaType = MediaTypeOf(item, LayerMediaTypes.Generic(compression));
        return new PlannedLayer(title, mediaType, LayerFormat.Tar, [.. FilesBelow(item, path, title, rule: null)])
        {
            Annotations = annotations,
            Compression = compression,
            Level = inputs.Defaults.Level,
            IsUnpackedByOras = true,
        };
    }

    // ORAS cannot unpack zstd.
    private static LayerCompression ForOras(LayerCompression compression) =>
        compression == LayerCompression.Zstd ? LayerCompression.Gzip : compression;

    private IEnumerable<PlannedFile> FilesOf(InputFile item)
    {
        var path = PathOf(item);
        var target = IsWholeFolder(item, path) ? "." : TitleOf(item, path);
        if (!Directory.Exists(path)) return [new PlannedFile(path, target)];
        return FilesBelow(item, path, target, type?.RuleOfLayer(LayerNameOf(item)));
    }

    // An archive of the type has the content of the folder at its top, without the name of the folder.
    private bool IsWholeFolder(InputFile item, string path) =>
        type is not null
        && item.TargetPath.Length == 0
        && Directory.Exists(path)
        && type.RuleOfLayer(LayerNameOf(item)) is { } rule
        && FilledType.IsArchive(rule);

    // The target "." is the top of the archive.
    private IEnumerable<PlannedFile> FilesBelow(InputFile item, string folder, string target, LayerRule? rule)
    {
        var ignoreRules = ReadIgnoreRules(folder, rule);
        return from file in inputs.Folders.Below(folder, item.TakesAll)
               where ignoreRules is null ? item.TakesAll || !DefaultExcludes.IsSetting(file.Path) : !ignoreRules.Ignores(file.RelativePath)
               where rule is null or { Entries.Count: 0 } || NamePattern.MatchesFile(rule.Entries, file.RelativePath)
               select new PlannedFile(file.Path, target == "." ? file.RelativePath : $"{target}/{file.RelativePath}");
    }

    private IgnoreRules? ReadIgnoreRules(string folder, LayerRule? rule)
    {
        if (rule is null || (rule.IgnoreFile is null && rule.Ignore.Count == 0)) return null;
        if (rule.IgnoreFile is not { } name) return IgnoreRules.Read("", rule.Ignore, rule.IgnoreSyntax);
        inputs.TrackInput(Path.Combine(folder, name));
        return IgnoreRules.Read(Path.Combine(folder, name), rule.Ignore, rule.IgnoreSyntax);
    }

    private string PathOf(InputFile item)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(item.Path, inputs.BaseDirectory));
        return Path.Exists(path)
            ? path
            : throw RegularFile.ProblemOfName(path) ?? new OciException(
                OciErrorCode.FileNotFound, $"The {item.Label} does not exist ({path}). Create it, or take it out of the artifact.");
    }

    private static string TitleOf(InputFile item, string path) =>
        Clean(item.TargetPath.Length > 0 ? item.TargetPath : item.WildcardFolder + Path.GetFileName(path));

    private static string Clean(string path) => path.Replace('\\', '/').TrimEnd('/') is { Length: > 0 } clean ? clean : ".";

    private static string MediaTypeOf(InputFile item, string otherwise) =>
        item.MediaType.Length > 0 ? MediaType.Check(item.MediaType, $"MediaType of the {item.Label}") : otherwise;
}

using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>
/// Makes layers of the files of the inputs. With a layer, a file or a folder goes into that archive; without, a file is a layer of its own and a
/// folder an archive that ORAS unpacks.
/// </summary>
internal sealed class ContentFiles(ArtifactInputs inputs, TypeRecipe? type)
{
    /// <summary>The files that go into named layers.</summary>
    internal IEnumerable<(string Layer, PlannedFile File)> InLayers(IEnumerable<InputFile> items) =>
        from item in items
        let layer = LayerNameOf(item)
        where layer.Length > 0
        let name = Checked(layer, item)
        from file in FilesOf(item)
        select (name, file);

    /// <summary>
    /// The items, with those of folders that a type without archives takes as their files: each file that the type knows by its name, with the folder in its title.
    /// </summary>
    internal IReadOnlyList<InputFile> Expanded(IReadOnlyList<InputFile> items) => [.. items.SelectMany(item => IsOfFiles(item) ? FilesIn(item) : [item])];

    private bool IsOfFiles(InputFile item) =>
        type?.Definition.TakesFolders == true
        && item.Layer.Length + item.MediaType.Length == 0 && Directory.Exists(PathOf(item));

    private IEnumerable<InputFile> FilesIn(InputFile item)
    {
        var path = PathOf(item);
        foreach (var file in FilesBelow(item, path, TitleOf(item, path), rule: null).OrderBy(file => file.EntryPath, StringComparer.Ordinal))
        {
            if (type!.RuleOfFile(file.EntryPath) is null) continue;
            yield return item with { Path = file.SourcePath, TargetPath = file.EntryPath };
        }
    }

    /// <summary>The layers that one item makes alone.</summary>
    internal IEnumerable<PlannedLayer> Alone(IEnumerable<InputFile> items) =>
        items.Where(item => LayerNameOf(item).Length == 0).Select(LayerOf);

    // A layer of the type that is no archive takes files as they are; a folder without a layer goes where the type has an archive.
    private string LayerNameOf(InputFile item)
    {
        var layer = item.Layer;
        if (type is not { } recipe) return layer;
        if (layer.Length > 0) return recipe.RuleOfLayer(layer) is { Format: not ContentFormat.Any } rule && !TypeRecipe.IsArchive(rule) ? "" : layer;
        if (item.MediaType.Length > 0 || recipe.RuleOfFolder() is not { } archive) return "";
        if (Directory.Exists(PathOf(item))) return archive.Name;

        // A type that knows no files by their names takes a file as a folder with that file.
        return !recipe.Definition.AllowsOtherLayers && recipe.Definition.Layers.All(rule => rule.Files.Count + rule.ArchivedFiles.Count == 0) ? archive.Name : "";
    }

    private static string Checked(string layer, InputFile item)
    {
        LayerNames.Check(layer, $"the {item.Label}");

        // A file inside an archive has none of these; ignoring them would lose them.
        var misplaced = item.MediaType.Length > 0 ? nameof(item.MediaType)
            : item.Compression is not null ? nameof(item.Compression)
            : item.Annotations.Count > 0 ? nameof(item.Annotations) : null;
        return misplaced is null ? layer : throw new OciException(
            OciErrorCode.InvalidSetting,
            $"The {item.Label} is in the layer '{layer}', so it cannot have {misplaced}. Give the layer its MediaType or Compression, or an annotation with Scope={layer}.")
        {
            Remedy = Remedy.Layer,
        };
    }

    private PlannedLayer LayerOf(InputFile item)
    {
        var path = PathOf(item);
        var title = TitleOf(item, path);
        if (Directory.Exists(path)) return FolderLayer(item, path, title, new(item.Annotations, StringComparer.Ordinal) { [Annotations.Title] = title });
        var layer = FileLayer(path, title, item);
        foreach (var (key, value) in item.Annotations.Where(pair => pair.Key != Annotations.Title)) ((Dictionary<string, string>)layer.Annotations)[key] = value;
        return layer;
    }

    /// <summary>A file that is a layer of its own: by what the item says, else by what the type says of files of that name.</summary>
    internal PlannedLayer FileLayer(string path, string title, InputFile? item = null)
    {
        var given = item is null ? "" : MediaTypeOf(item, "");
        var rule = given.Length > 0 ? type?.RuleOfType(given) : type?.RuleOfLayer(item?.Layer ?? "") ?? type?.RuleOfFile(title);
        var isTitled = item?.TargetPath.Length > 0;
        var name = rule is null || isTitled ? title : type!.TitleOf(rule, title) ?? title;
        var isArchived = given.Length == 0 && rule is not null && NamePattern.MatchesFile(rule.ArchivedFiles, path);
        if (isArchived && rule!.Title is null && !isTitled)
        {
            name = $"{title[..^Path.GetExtension(title).Length]}.{ArchiveForm.Of(name, null, rule, inputs.Defaults, []).Extension}";
        }

        var annotations = new Dictionary<string, string>(rule is null ? [] : type!.AnnotationsOf(rule, title, path), StringComparer.Ordinal)
        {
            [Annotations.Title] = name,
        };
        if (isArchived) return Archived(rule!, path, name, annotations);
        var mediaType = given.Length > 0 ? given : rule?.MediaTypes[0] ?? MediaType.OctetStream;
        return new(name, mediaType, LayerFormat.Raw, [new PlannedFile(path, name)]) { ArtifactType = rule?.ArtifactType, Annotations = annotations };
    }

    // A file that becomes an archive of its own.
    private PlannedLayer Archived(LayerRule rule, string path, string name, Dictionary<string, string> annotations)
    {
        var form = ArchiveForm.Of(rule.Name, declared: null, rule, inputs.Defaults, []);
        return new(name, form.MediaType!, form.Format, [new PlannedFile(path, Path.GetFileName(path))])
        {
            ArtifactType = rule.ArtifactType,
            Annotations = annotations,
            Compression = form.Compression,
            Level = inputs.Defaults.Level,
        };
    }

    private PlannedLayer FolderLayer(InputFile item, string path, string title, Dictionary<string, string> annotations)
    {
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

    // ORAS unpacks no zstd.
    private static LayerCompression ForOras(LayerCompression compression) => compression == LayerCompression.Zstd ? LayerCompression.Gzip : compression;

    private IEnumerable<PlannedFile> FilesOf(InputFile item)
    {
        var path = PathOf(item);
        var target = IsWholeFolder(item, path) ? "." : TitleOf(item, path);
        if (!Directory.Exists(path)) return [new PlannedFile(path, target)];
        return FilesBelow(item, path, target, type?.RuleOfLayer(LayerNameOf(item)));
    }

    private IgnoreRules? Ignored(string folder, LayerRule? rule)
    {
        if (rule is null || (rule.IgnoreFile is null && rule.Ignore.Count == 0)) return null;
        if (rule.IgnoreFile is not { } name) return IgnoreRules.Read("", rule.Ignore, rule.IgnoreSyntax);
        inputs.TrackInput(Path.Combine(folder, name));
        return IgnoreRules.Read(Path.Combine(folder, name), rule.Ignore, rule.IgnoreSyntax);
    }

    // A folder that the type takes is its content, not a folder in it.
    private bool IsWholeFolder(InputFile item, string path) =>
        type is not null && item.TargetPath.Length == 0
        && Directory.Exists(path) && type.RuleOfLayer(LayerNameOf(item)) is { } rule && TypeRecipe.IsArchive(rule);

    // "." is the top of the archive.
    private IEnumerable<PlannedFile> FilesBelow(InputFile item, string folder, string target, LayerRule? rule)
    {
        var ignored = Ignored(folder, rule);
        return from file in inputs.Folders.Below(folder, item.TakesAll)
               where ignored is not null ? !ignored.Ignores(file.RelativePath) : item.TakesAll || !DefaultExcludes.IsSetting(file.Path)
               where rule is null or { Entries.Count: 0 } || NamePattern.MatchesFile(rule.Entries, file.RelativePath)
               select new PlannedFile(file.Path, target == "." ? file.RelativePath : $"{target}/{file.RelativePath}");
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

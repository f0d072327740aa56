using Microsoft.Build.Framework;
using OciArtifacts.Build.Types;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// The <c>OciArtifactFile</c> items. With <c>Layer</c>, a file or a folder goes into that archive; without, a file is a blob of its own and a
/// folder an archive in the form of ORAS.
/// </summary>
internal sealed class ContentFiles(PlanInputs inputs)
{
    /// <summary>The files that go into named layers.</summary>
    internal IEnumerable<(string Layer, PlannedFile File)> InLayers(IEnumerable<ITaskItem> items) =>
        from item in items
        let layer = LayerNameOf(item)
        where layer.Length > 0
        let name = Checked(layer, item)
        from file in FilesOf(item)
        select (name, file);

    /// <summary>
    /// The items, with those of folders that a type without archives takes as their files: each file that the type knows by its name, with the folder in its title.
    /// </summary>
    internal IReadOnlyList<ITaskItem> Expanded(IReadOnlyList<ITaskItem> items) => [.. items.SelectMany(item => IsOfFiles(item) ? FilesIn(item) : [item])];

    private bool IsOfFiles(ITaskItem item) =>
        inputs.Recipe?.Definition.TakesFolders == true
        && item.GetMetadata(ItemMetadata.Layer).Length + item.GetMetadata(ItemMetadata.MediaType).Length == 0 && Directory.Exists(PathOf(item));

    private IEnumerable<ITaskItem> FilesIn(ITaskItem item)
    {
        var path = PathOf(item);
        foreach (var file in FilesBelow(item, path, TitleOf(item, path), rule: null).OrderBy(file => file.EntryPath, StringComparer.Ordinal))
        {
            if (inputs.Recipe!.RuleOfFile(file.EntryPath) is null) continue;
            // What is set is read as escaped text.
            var one = new Microsoft.Build.Utilities.TaskItem(item) { ItemSpec = file.SourcePath.Replace("%", "%25", StringComparison.Ordinal) };
            one.SetMetadata(ItemMetadata.TargetPath, file.EntryPath.Replace("%", "%25", StringComparison.Ordinal));
            yield return one;
        }
    }

    /// <summary>The layers that one item makes alone.</summary>
    internal IEnumerable<PlannedLayer> Alone(IEnumerable<ITaskItem> items) =>
        items.Where(item => LayerNameOf(item).Length == 0).Select(LayerOf);

    // A layer of the type that is no archive takes files as they are; a folder without a layer goes where the type has an archive.
    private string LayerNameOf(ITaskItem item)
    {
        var layer = item.GetMetadata(ItemMetadata.Layer);
        if (inputs.Recipe is not { } recipe) return layer;
        if (layer.Length > 0) return recipe.RuleOfLayer(layer) is { Format: not ContentFormat.Any } rule && !TypeRecipe.IsArchive(rule) ? "" : layer;
        if (item.GetMetadata(ItemMetadata.MediaType).Length > 0 || recipe.RuleOfFolder() is not { } archive) return "";
        if (Directory.Exists(PathOf(item))) return archive.Name;

        // A type that knows no files by their names takes a file as a folder with that file.
        return !recipe.Definition.AllowsOtherLayers && recipe.Definition.Layers.All(rule => rule.Files.Count + rule.ArchivedFiles.Count == 0) ? archive.Name : "";
    }

    private static string Checked(string layer, ITaskItem item)
    {
        LayerNames.Check(layer, "an OciArtifactFile");

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
        var annotations = AnnotationList.Parse(item.GetMetadata(ItemMetadata.Annotations));
        if (Directory.Exists(path)) return FolderLayer(item, path, title, new(annotations, StringComparer.Ordinal) { [Annotations.Title] = title });
        var layer = FileLayer(path, title, item);
        foreach (var (key, value) in annotations.Where(pair => pair.Key != Annotations.Title)) ((Dictionary<string, string>)layer.Annotations)[key] = value;
        return layer;
    }

    /// <summary>A file that is a layer of its own: by what the item says, else by what the type says of files of that name.</summary>
    internal PlannedLayer FileLayer(string path, string title, ITaskItem? item = null)
    {
        var given = item is null ? "" : MediaTypeOf(item, "");
        var recipe = inputs.Recipe;
        var rule = given.Length > 0 ? recipe?.RuleOfType(given) : recipe?.RuleOfLayer(item?.GetMetadata(ItemMetadata.Layer) ?? "") ?? recipe?.RuleOfFile(title);
        var isTitled = item?.GetMetadata(ItemMetadata.Title).Length > 0 || item?.GetMetadata(ItemMetadata.TargetPath).Length > 0;
        var name = rule is null || isTitled ? title : recipe!.TitleOf(rule, title) ?? title;
        var isArchived = given.Length == 0 && rule is not null && NamePattern.MatchesFile(rule.ArchivedFiles, path);
        if (isArchived && rule!.Title is null && !isTitled) name = $"{title[..^Path.GetExtension(title).Length]}.{ArchiveForm.Of(name, null, rule, inputs.Defaults, []).Extension}";
        var annotations = new Dictionary<string, string>(rule is null ? [] : recipe!.AnnotationsOf(rule, title, path), StringComparer.Ordinal) { [Annotations.Title] = name };
        if (isArchived) return Archived(rule!, path, name, annotations);
        var type = given.Length > 0 ? given : rule?.MediaTypes[0] ?? MediaType.OctetStream;
        return new(name, type, LayerFormat.Raw, [new PlannedFile(path, name)]) { ArtifactType = rule?.ArtifactType, Annotations = annotations };
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

    private PlannedLayer FolderLayer(ITaskItem item, string path, string title, Dictionary<string, string> annotations)
    {
        var compression = item.GetMetadata(ItemMetadata.Compression) is { Length: > 0 } value
            ? Setting.Compression("Compression of an OciArtifactFile", value)
            : ForOras(inputs.Defaults.Compression);
        var type = MediaTypeOf(item, LayerMediaTypes.Generic(compression));
        return new PlannedLayer(title, type, LayerFormat.Tar, [.. FilesBelow(item, path, title, rule: null)])
        {
            Annotations = annotations,
            Compression = compression,
            Level = inputs.Defaults.Level,
            IsUnpackedByOras = true,
        };
    }

    // ORAS unpacks no zstd.
    private static LayerCompression ForOras(LayerCompression compression) => compression == LayerCompression.Zstd ? LayerCompression.Gzip : compression;

    private IEnumerable<PlannedFile> FilesOf(ITaskItem item)
    {
        var path = PathOf(item);
        var target = IsWholeFolder(item, path) ? "." : TitleOf(item, path);
        if (!Directory.Exists(path)) return [new PlannedFile(path, target)];
        return FilesBelow(item, path, target, inputs.Recipe?.RuleOfLayer(LayerNameOf(item)));
    }

    private IgnoreRules? Ignored(string folder, LayerRule? rule)
    {
        if (rule is null || (rule.IgnoreFile is null && rule.Ignore.Count == 0)) return null;
        if (rule.IgnoreFile is not { } name) return IgnoreRules.Read("", rule.Ignore, rule.IgnoreSyntax);
        inputs.Note(Path.Combine(folder, name));
        return IgnoreRules.Read(Path.Combine(folder, name), rule.Ignore, rule.IgnoreSyntax);
    }

    // A folder that the type takes is its content, not a folder in it.
    private bool IsWholeFolder(ITaskItem item, string path) =>
        inputs.Recipe is not null && item.GetMetadata(ItemMetadata.TargetPath).Length + item.GetMetadata(ItemMetadata.Title).Length == 0
        && Directory.Exists(path) && inputs.Recipe.RuleOfLayer(LayerNameOf(item)) is { } rule && TypeRecipe.IsArchive(rule);

    // "." is the top of the archive.
    private IEnumerable<PlannedFile> FilesBelow(ITaskItem item, string folder, string target, LayerRule? rule)
    {
        var takesAll = item.GetMetadata(ItemMetadata.DefaultExcludes) is { Length: > 0 } value && !Setting.Flag($"DefaultExcludes of the OciArtifactFile '{item.ItemSpec}'", value);
        var ignored = Ignored(folder, rule);
        return from file in inputs.Folders.Below(folder, takesAll)
               where ignored is not null ? !ignored.Ignores(file.RelativePath) : takesAll || !DefaultExcludes.IsSetting(file.Path)
               where rule is null or { Entries.Count: 0 } || NamePattern.MatchesFile(rule.Entries, file.RelativePath)
               select new PlannedFile(file.Path, target == "." ? file.RelativePath : $"{target}/{file.RelativePath}");
    }

    private string PathOf(ITaskItem item)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(item.ItemSpec, inputs.ProjectDirectory));
        return Path.Exists(path)
            ? path
            : throw RegularFile.ProblemOfName(path) ?? new OciException(
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

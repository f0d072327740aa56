using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>Makes the plan of one manifest from the inputs, by the rules of the type.</summary>
/// <param name="inputs">The files and values of the artifact.</param>
/// <param name="artifactType">The artifact type of the manifest, a media type.</param>
/// <param name="type">The type, or <see langword="null"/> for a media type without a definition.</param>
internal sealed class PlanBuilder(ArtifactInputs inputs, string artifactType, FilledType? type)
{
    private readonly LayerMediaTypes _mediaTypes = new(artifactType, inputs.GenericLayerTypes);
    private readonly LayerOrder _order = new(inputs.Layers);
    private readonly ImageSpecVersion _imageSpec = ImageSpecs.Of(inputs.ImageSpec, type?.Definition);

    internal ManifestPlan Build()
    {
        var content = new ContentFiles(inputs, type);
        var files = content.ExpandFolders(inputs.Files);
        var archives = inputs.Published.Archives.Concat(content.ArchiveFiles(files)).ToList();
        var published = inputs.Published.Alone
            .OrderBy(file => file.Title, StringComparer.Ordinal)
            .Select(file => content.FileLayer(file.Path, file.Title));
        var all = Archives(archives).Concat(published).Concat(content.SingleLayers(files));
        IReadOnlyList<PlannedLayer> layers = [.. all.Select(WithAnnotations)];
        PlanChecks.CheckTitles(layers, type);
        PlanChecks.CheckScopes(layers, inputs.Annotations);
        PlanChecks.CheckLayers(layers, inputs.Layers, inputs.Files);
        PlanChecks.CheckRequired(layers, inputs, files);
        return new ManifestPlan(TypeOfManifest(), layers)
        {
            ImageSpec = _imageSpec,
            Config = Config(),
            ConfigAnnotations = AnnotationScopes.Of(inputs.Annotations, AnnotationScopes.Config),
            Annotations = ManifestAnnotations(),
            EntryTime = inputs.EntryTime,
        };
    }

    /// <summary>The annotations of the manifest.</summary>
    // Defaults with an empty value are left out, so an author removes a default with an empty value. Other annotations may be empty.
    internal IReadOnlyDictionary<string, string> ManifestAnnotations()
    {
        var defaults = Merge(
            AnnotationScopes.Of(inputs.DefaultAnnotations, AnnotationScopes.Manifest),
            type?.Annotations ?? new Dictionary<string, string>(StringComparer.Ordinal));
        var all = Merge(defaults, AnnotationScopes.Of(inputs.Annotations, AnnotationScopes.Manifest));
        foreach (var key in defaults.Keys.Where(key => all[key].Length == 0)) all.Remove(key);
        PlanChecks.CheckRequired(all, inputs.Annotations);
        return all;
    }

    private IEnumerable<PlannedLayer> Archives(IEnumerable<(string Layer, PlannedFile File)> files) => files
        .GroupBy(file => file.Layer, file => file.File, StringComparer.Ordinal)
        .OrderBy(group => _order.PositionOf(group.Key))
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => Archive(group.Key, [.. group]));

    private PlannedLayer Archive(string name, IReadOnlyList<PlannedFile> files)
    {
        var rule = type?.RuleOfLayer(name);
        var declared = inputs.Layers.LastOrDefault(layer => layer.Name == name);
        var form = ArchiveForm.Of(declared, rule, inputs.Defaults, files);
        var mediaType = inputs.GenericLayerTypes && declared?.MediaType is not { Length: > 0 }
            ? LayerMediaTypes.Generic(form.Compression)
            : form.MediaType ?? _mediaTypes.Of(name, form.Compression);
        var root = type?.Fill(rule?.Root);
        var title = type?.Fill(rule?.Title) ?? $"{inputs.Name}.{name}.{form.Extension}";
        return new PlannedLayer(name, MediaType.Check(mediaType, $"MediaType of the layer '{name}'"), form.Format, Rooted(files, root))
        {
            ArtifactType = rule?.ArtifactType,
            BeginsWithDot = root == ".",
            Compression = form.Compression,
            Level = inputs.Defaults.Level,
            Annotations = Merge(
                new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = title },
                rule is null ? [] : type!.AnnotationsOf(rule, file: null)),
        };
    }

    private static IReadOnlyList<PlannedFile> Rooted(IReadOnlyList<PlannedFile> files, string? root) =>
        root is null or "" or "." ? files : [.. files.Select(file => file with { EntryPath = $"{root}/{file.EntryPath}" })];

    private PlannedLayer WithAnnotations(PlannedLayer layer)
    {
        var own = AnnotationScopes.Of(inputs.Annotations, layer.Name);
        return own.Count == 0 ? layer : layer with { Annotations = Merge(layer.Annotations, own) };
    }

    private static Dictionary<string, string> Merge(
        IEnumerable<KeyValuePair<string, string>> first, IEnumerable<KeyValuePair<string, string>> second)
    {
        var all = new Dictionary<string, string>(first, StringComparer.Ordinal);
        foreach (var (key, value) in second) all[key] = value;
        return all;
    }

    private PlannedConfig? Config()
    {
        if (type?.Definition.Config is not null && type.Config(ConfigMediaType(), inputs.Published.App) is { } generated) return generated;
        if (inputs is { ConfigMediaType: { } mediaType, ConfigFile: null }
            && type?.Definition.Config is null
            && mediaType != MediaType.Empty)
        {
            throw new OciException(
                OciErrorCode.InvalidConfig,
                $"The media type of the config is '{mediaType}', but there is no config: no file is named, and the type makes none. "
                + "Set both or none.")
            {
                Remedy = Remedy.Config,
            };
        }

        if (inputs.ConfigFile is not null) return PlannedConfig.Of(ConfigMediaType(), ReadConfig(inputs.ConfigFile));
        return type?.Definition.Config is null || ConfigMediaType() == MediaType.Empty
            ? null
            : PlannedConfig.Of(ConfigMediaType(), "{}"u8.ToArray());
    }

    // In the form 1.0 the media type of the config is the artifact type, and some types have another name there.
    private string TypeOfManifest() => _imageSpec == ImageSpecVersion.V1_0
        ? type?.Definition.Config?.FallbackMediaType ?? artifactType
        : artifactType;

    private string ConfigMediaType()
    {
        if (_imageSpec == ImageSpecVersion.V1_0) return TypeOfManifest();
        return inputs.ConfigMediaType ?? type?.Definition.Config?.MediaTypes[0] ?? throw new OciException(
            OciErrorCode.InvalidConfig,
            $"The config file is '{inputs.ConfigFile}', but its media type is not set. "
            + "Set it, for example to application/vnd.contoso.widget.config.v1+json.")
        {
            Remedy = Remedy.ConfigMediaType,
        };
    }

    private byte[] ReadConfig(string path)
    {
        inputs.TrackInput(path);
        return RegularFile.ReadAllBytes(path, "The config file");
    }
}

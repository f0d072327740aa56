using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>Makes the plan of an artifact from what a project says: everything before the plan is here, everything behind it in the core.</summary>
internal sealed class PlanBuilder(PlanInputs inputs)
{
    private readonly LayerMediaTypes _mediaTypes = new(inputs.ArtifactType, inputs.GenericLayerTypes);
    private readonly DeclaredLayers _declared = new(inputs.Layers);

    internal ManifestPlan Build()
    {
        IReadOnlyList<PublishedFile> files = [.. (inputs.PublishFolder?.Read(inputs.Folders) ?? []).Select(file => inputs.Copies.Of(file, inputs.Note))];
        var (cut, apart) = Cut(files);
        var content = new ContentFiles(inputs);
        var items = content.Expanded(inputs.Files);
        var archives = cut.SelectMany(layer => layer.Files.Select(file => (layer.Layer, file.Archived())))
            .Concat(content.InLayers(items))
            .ToList();
        var alone = apart.OrderBy(file => file.RelativePath, StringComparer.Ordinal).Select(file => content.FileLayer(file.Path, file.RelativePath));
        IReadOnlyList<PlannedLayer> layers = [.. Archives(archives).Concat(alone).Concat(content.Alone(items)).Select(WithAnnotations)];
        PlanChecks.CheckTitles(layers, inputs.Recipe);
        PlanChecks.CheckScopes(layers, inputs.Annotations);
        PlanChecks.CheckLayers(layers, inputs.Layers, inputs.Files);
        PlanChecks.CheckRequired(layers, inputs.Layers, items);
        return new ManifestPlan(Type(), layers)
        {
            ImageSpec = inputs.ImageSpec,
            Config = Config(cut),
            ConfigAnnotations = AnnotationList.OfScope(inputs.Annotations, AnnotationList.ConfigScope),
            Annotations = ManifestAnnotations(),
            EntryTime = inputs.EntryTime,
        };
    }

    // Published files in archives, and those that are layers of their own.
    private (IReadOnlyList<(string Layer, IReadOnlyList<PublishedFile> Files)> Archives, IReadOnlyList<PublishedFile> Apart) Cut(IReadOnlyList<PublishedFile> files)
    {
        if (inputs.Recipe is { TakesAppLayers: false } recipe && recipe.Definition.PublishOutput.Count > 0) return ([], [.. files.Where(recipe.Takes)]);
        if (inputs.Layering == Layering.Provenance) return ([.. ProvenanceLayers.Cut(files, _declared)], []);
        var archived = files.Select(file => (Layer: _declared.LayerOf(file) ?? (inputs.Layering == Layering.Single ? LayerNames.App : ""), File: file)).ToLookup(pair => pair.Layer, pair => pair.File, StringComparer.Ordinal);
        return ([.. archived.Where(group => group.Key.Length > 0).Select(group => (group.Key, (IReadOnlyList<PublishedFile>)[.. group]))], [.. archived[""]]);
    }

    private IEnumerable<PlannedLayer> Archives(IEnumerable<(string Layer, PlannedFile File)> files) => files
        .GroupBy(file => file.Layer, file => file.File, StringComparer.Ordinal)
        .OrderBy(group => _declared.PositionOf(group.Key))
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => Archive(group.Key, [.. group]));

    private PlannedLayer Archive(string name, IReadOnlyList<PlannedFile> files)
    {
        var rule = inputs.Recipe?.RuleOfLayer(name);
        var declared = inputs.Layers.LastOrDefault(item => item.ItemSpec == name);
        var form = ArchiveForm.Of(name, declared, rule, inputs.Defaults, files);
        var type = inputs.GenericLayerTypes && declared?.GetMetadata(ItemMetadata.MediaType) is not { Length: > 0 } ? LayerMediaTypes.Generic(form.Compression) : form.MediaType ?? _mediaTypes.Of(name, form.Compression);
        var root = inputs.Recipe?.Fill(rule?.Root);
        return new PlannedLayer(name, Setting.MediaTypeOf($"MediaType of the layer '{name}'", type), form.Format, Rooted(files, root))
        {
            ArtifactType = rule?.ArtifactType,
            BeginsWithDot = root == ".",
            Compression = form.Compression,
            Level = inputs.Defaults.Level,
            Annotations = Merge(
                new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = inputs.Recipe?.Fill(rule?.Title) ?? $"{inputs.Name}.{name}.{form.Extension}" },
                rule is null ? [] : inputs.Recipe!.AnnotationsOf(rule, file: null)),
        };
    }

    private static IReadOnlyList<PlannedFile> Rooted(IReadOnlyList<PlannedFile> files, string? root) =>
        root is null or "" or "." ? files : [.. files.Select(file => file with { EntryPath = $"{root}/{file.EntryPath}" })];

    private PlannedLayer WithAnnotations(PlannedLayer layer)
    {
        var own = AnnotationList.OfScope(inputs.Annotations, layer.Name);
        return own.Count == 0 ? layer : layer with { Annotations = Merge(layer.Annotations, own) };
    }

    // A default that has no value is none, and the project takes one away by giving it no value. Other annotations may be empty.
    private IReadOnlyDictionary<string, string> ManifestAnnotations()
    {
        var defaults = Merge(
            AnnotationList.OfScope(inputs.DefaultAnnotations, AnnotationList.ManifestScope), inputs.Recipe?.Annotations ?? new Dictionary<string, string>(StringComparer.Ordinal));
        var all = Merge(defaults, AnnotationList.OfScope(inputs.Annotations, AnnotationList.ManifestScope));
        foreach (var key in defaults.Keys.Where(key => all[key].Length == 0)) all.Remove(key);
        PlanChecks.CheckRequired(all, inputs.Annotations);
        return all;
    }

    private static Dictionary<string, string> Merge(
        IEnumerable<KeyValuePair<string, string>> first, IEnumerable<KeyValuePair<string, string>> second)
    {
        var all = new Dictionary<string, string>(first, StringComparer.Ordinal);
        foreach (var (key, value) in second) all[key] = value;
        return all;
    }

    private PlannedConfig? Config(IReadOnlyList<(string Layer, IReadOnlyList<PublishedFile> Files)> layers)
    {
        if (inputs.Recipe is { Definition.Config: not null } recipe && recipe.Config(ConfigMediaType(), AppValues(layers)) is { } made) return made;
        if (inputs is { ConfigMediaType: { } alone, ConfigFile: null } && inputs.Recipe?.Definition.Config is null && alone != MediaType.Empty)
        {
            throw new OciException(OciErrorCode.InvalidConfig, $"OciArtifactConfigMediaType is '{alone}', but there is no config: OciArtifactConfigFile is not set, and the type makes none. Set both or none.");
        }

        if (inputs.ConfigFile is not null) return PlannedConfig.Of(ConfigMediaType(), ReadConfig(inputs.ConfigFile));
        return inputs.Recipe?.Definition.Config is null || ConfigMediaType() == MediaType.Empty ? null : PlannedConfig.Of(ConfigMediaType(), "{}"u8.ToArray());
    }

    private JsonNode? AppValues(IReadOnlyList<(string Layer, IReadOnlyList<PublishedFile> Files)> layers) => inputs.PublishFolder is null
        ? null
        : JsonSerializer.SerializeToNode(inputs.App with { Layers = DotnetAppConfig.LayersOf(layers, _declared) }, BuildJson.Compact.DotnetAppConfig);

    // In the form of 1.0 the config has the artifact type, which some types call otherwise there.
    private string Type() => inputs.ImageSpec == ImageSpecVersion.V1_0
        ? inputs.Recipe?.Definition.Config?.FallbackMediaType ?? inputs.ArtifactType
        : inputs.ArtifactType;

    private string ConfigMediaType()
    {
        if (inputs.ImageSpec == ImageSpecVersion.V1_0) return Type();
        return inputs.ConfigMediaType ?? inputs.Recipe?.Definition.Config?.MediaTypes[0] ?? throw new OciException(
            OciErrorCode.InvalidConfig,
            $"OciArtifactConfigFile is '{inputs.ConfigFile}', but OciArtifactConfigMediaType does not say what it is. Set it, for example to application/vnd.contoso.widget.config.v1+json.");
    }

    private byte[] ReadConfig(string path)
    {
        inputs.Note(path);
        return RegularFile.ReadAllBytes(path, "The OciArtifactConfigFile");
    }
}

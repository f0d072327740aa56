using System.Text;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>The definition of a type, filled in with the values of one artifact.</summary>
/// <param name="definition">The definition.</param>
/// <param name="values">The values for its templates.</param>
internal sealed class FilledType(ArtifactTypeDefinition definition, JsonObject values)
{
    /// <summary>The name in templates of the values from the file that describes the artifact.</summary>
    internal const string Metadata = "metadata";

    private readonly Template _template = new(values);

    internal ArtifactTypeDefinition Definition => definition;

    /// <summary>The names of the Compose files whose services other Compose files extend.</summary>
    internal IReadOnlyCollection<string> ExtendedFiles { get; init; } = [];

    /// <summary>Problems that were found while the values were read.</summary>
    internal IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The version of the artifact by the template of the type; <see langword="null"/> for a type without one.</summary>
    internal string? Version => Fill(definition.Tags.Version);

    /// <summary>
    /// The version in the file that describes the artifact, or <see langword="null"/>. Unlike <see cref="Version"/>, it does
    /// not depend on the values of the inputs.
    /// </summary>
    internal string? VersionInMetadata => definition.Tags.Version is { } version
        ? new Template(new JsonObject { [Metadata] = values[Metadata]?.DeepClone() }).Fill(version)
        : null;

    /// <summary>The already packed archive that the metadata was read from, or <see langword="null"/>.</summary>
    internal ArchiveContents? Archive { get; init; }

    /// <summary>The required last part of the repository name; <see langword="null"/> if the type does not require one.</summary>
    internal string? RepositoryName => Fill(definition.Repository);

    /// <summary>Annotations of the manifest.</summary>
    internal IReadOnlyDictionary<string, string> Annotations => AnnotationsOf(definition.Annotations, _template);

    /// <summary>Whether a built-in type generates the config without a file of the author.</summary>
    internal bool GeneratesWholeConfig => definition.Config?.Content is not null
        && !values.ContainsKey(Metadata)
        && ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition);

    /// <summary>Whether the type takes publish output: as single files, or in the layers of an app.</summary>
    internal bool TakesPublishOutput => definition.PublishOutput.Count > 0 || TakesAppLayers;

    /// <summary>Whether the type has the layers of an app.</summary>
    internal bool TakesAppLayers => definition.Layers.Any(layer => LayerNames.IsOfPublishOutput(layer.Name));

    /// <summary>Whether the type takes this published file as a single file.</summary>
    internal bool TakesPublishedFile(string path) => NamePattern.MatchesFile(definition.PublishOutput, path);

    /// <summary>The first layer whose patterns match the name of the file, or <see langword="null"/>.</summary>
    internal LayerRule? RuleOfFile(string path) => definition.Layers.FirstOrDefault(
        layer => NamePattern.MatchesFile(layer.Files, path) || NamePattern.MatchesFile(layer.ArchivedFiles, path));

    /// <summary>The layer with this name, or with the name of its class; <see langword="null"/> if there is none.</summary>
    internal LayerRule? RuleOfLayer(string name) => definition.Layers.FirstOrDefault(layer => layer.Name == LayerNames.ClassOf(name));

    /// <summary>The first layer with this media type, or <see langword="null"/>.</summary>
    internal LayerRule? RuleOfType(string mediaType) =>
        definition.Layers.FirstOrDefault(layer => layer.MediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase));

    /// <summary>The first layer that is an archive, which folders go into; <see langword="null"/> if there is none.</summary>
    internal LayerRule? RuleOfFolder() => definition.Layers.FirstOrDefault(IsArchive);

    internal static bool IsArchive(LayerRule rule) => rule.Format is ContentFormat.Tar or ContentFormat.TarGzip or ContentFormat.Zip;

    /// <summary>Fills in a template; <see langword="null"/> if a value is missing.</summary>
    internal string? Fill(string? template) => template is null ? null : _template.Fill(template);

    /// <summary>The annotations that the type gives a layer.</summary>
    /// <param name="rule">The layer.</param>
    /// <param name="file">The title of the one file that the layer is made of; <see langword="null"/> for an archive.</param>
    /// <param name="path">The path of that file, for annotations that have its content.</param>
    /// <exception cref="OciException">An annotation has the content of the file, and the file cannot be understood.</exception>
    internal IReadOnlyDictionary<string, string> AnnotationsOf(LayerRule rule, string? file, string? path = null)
    {
        if (file is null) return AnnotationsOf(rule.Annotations, _template);
        var fileValues = FileValues(file);
        if (ExtendedFiles.Contains(Path.GetFileName(file), StringComparer.Ordinal)) fileValues["extends"] = "true";
        if (path is not null && UsesFileContent(rule)) fileValues["content"] = MetadataFile.ReadSingleDocument(path);
        return AnnotationsOf(rule.Annotations, TemplateWith(("file", fileValues)));
    }

    /// <summary>The title of a layer of one file; <see langword="null"/> if the type has no template, or a value is missing.</summary>
    internal string? TitleOf(LayerRule rule, string file) =>
        rule.Title is null ? null : TemplateWith(("file", FileValues(file))).Fill(rule.Title);

    /// <summary>The config that the type generates; <see langword="null"/> if it generates none.</summary>
    /// <param name="mediaType">The media type of the config.</param>
    /// <param name="app">How to start the published app, and what its layers contain; <see langword="null"/> without an app.</param>
    internal PlannedConfig? Config(string mediaType, JsonNode? app)
    {
        if (definition.Config is { IsBlank: true }) return PlannedConfig.Of(mediaType, ReadOnlyMemory<byte>.Empty);
        return definition.Config?.Content is { } content
            ? new PlannedConfig(mediaType, layers => ConfigBytes(content, app, layers))
            : null;
    }

    private byte[] ConfigBytes(JsonNode content, JsonNode? app, IReadOnlyList<PackedLayer> layers)
    {
        var template = TemplateWith(("app", app), ("layers", LayerValues(layers)), ("wasm", WasmValues(layers)));
        return Encoding.UTF8.GetBytes(template.Fill(content)?.ToJsonString(JsonText.Compact) ?? "{}");
    }

    private static bool UsesFileContent(LayerRule rule) =>
        rule.Annotations.Values.Values.Any(text => text.Contains("{file.content", StringComparison.Ordinal));

    private static Dictionary<string, string> AnnotationsOf(AnnotationRule rule, Template template)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        if (rule.Values.TryGetValue("*", out var all) && template.Fill(JsonValue.Create(all)) is JsonObject members)
        {
            foreach (var (key, value) in members) annotations[key] = value?.ToString() ?? "";
        }

        foreach (var (key, value) in rule.Values.Where(pair => pair.Key != "*"))
        {
            if (template.Fill(value) is { } text) annotations[key] = text;
        }

        return annotations;
    }

    private Template TemplateWith(params ReadOnlySpan<(string Name, JsonNode? Value)> added)
    {
        var all = (JsonObject)values.DeepClone();
        foreach (var (name, value) in added) all[name] = value?.DeepClone();
        return new Template(all);
    }

    private static JsonObject FileValues(string title) => new()
    {
        ["path"] = title,
        ["name"] = Path.GetFileName(title),
        ["stem"] = Path.GetFileNameWithoutExtension(title),
    };

    private JsonObject? WasmValues(IReadOnlyList<PackedLayer> layers)
    {
        var wasm = layers.FirstOrDefault(layer => RuleOfType(layer.Content.MediaType)?.Format == ContentFormat.Wasm);
        return wasm is null ? null : WasmFacts.Read(wasm.Path).ToValues();
    }

    private static JsonObject LayerValues(IReadOnlyList<PackedLayer> layers) => new()
    {
        ["digests"] = new JsonArray([.. layers.Select(layer => JsonValue.Create(layer.Content.Digest.ToString()))]),
        ["diffIds"] = new JsonArray([.. layers.Select(layer => JsonValue.Create(layer.UncompressedDigest.ToString()))]),
    };
}

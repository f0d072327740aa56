using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>A defined type, and the values that fill it in for one artifact.</summary>
internal sealed class TypeRecipe(ArtifactTypeDefinition definition, JsonObject values)
{
    // Compact, and nothing escaped that JSON does not require.
    private static readonly JsonSerializerOptions CompactJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Template _template = new(values);

    internal ArtifactTypeDefinition Definition => definition;

    /// <summary>The names of Compose files that services of others extend.</summary>
    internal IReadOnlyCollection<string> Extended { get; init; } = [];

    /// <summary>What was found in the files while they were read for it.</summary>
    internal IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The version that the artifact says of itself, if it does.</summary>
    internal string? Version => Fill(definition.Tags.Version);

    /// <summary>The version that a file of the artifact says, if one does: not that of the project, which the project may change.</summary>
    internal string? OwnVersion => definition.Tags.Version is { } version ? new Template(new JsonObject { [TypeReader.Metadata] = values[TypeReader.Metadata]?.DeepClone() }).Fill(version) : null;

    /// <summary>The archive that is packed already and says what the artifact is, where there is one.</summary>
    internal ArchiveContents? Archive { get; init; }

    /// <summary>What the last part of the repository's name has to be, if the type says so.</summary>
    internal string? RepositoryName => Fill(definition.Repository);

    /// <summary>Annotations of the manifest.</summary>
    internal IReadOnlyDictionary<string, string> Annotations => AnnotationsOf(definition.Annotations, _template);

    /// <summary>Whether the config is made by a definition of the catalogue, without a file that a person wrote.</summary>
    internal bool MakesConfigAlone => definition.Config?.Content is not null && !values.ContainsKey(TypeReader.Metadata) && ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition);

    /// <summary>Whether published files belong to the type: as files of their own, or in the layers of an app.</summary>
    internal bool TakesPublishOutput => definition.PublishOutput.Count > 0 || TakesAppLayers;

    /// <summary>Whether it has layers as an app has.</summary>
    internal bool TakesAppLayers => definition.Layers.Any(layer => LayerNames.IsOfPublishOutput(layer.Name));

    /// <summary>Whether a published file belongs to the type.</summary>
    internal bool Takes(string path) => NamePattern.MatchesFile(definition.PublishOutput, path);

    /// <summary>The layer that a file becomes by its name, or <see langword="null"/>.</summary>
    internal LayerRule? RuleOfFile(string path) => definition.Layers.FirstOrDefault(layer => NamePattern.MatchesFile(layer.Files, path) || NamePattern.MatchesFile(layer.ArchivedFiles, path));

    /// <summary>The layer of that name, or <see langword="null"/>.</summary>
    internal LayerRule? RuleOfLayer(string name) => definition.Layers.FirstOrDefault(layer => layer.Name == LayerNames.ClassOf(name));

    /// <summary>The layer of that media type, or <see langword="null"/>.</summary>
    internal LayerRule? RuleOfType(string mediaType) =>
        definition.Layers.FirstOrDefault(layer => layer.MediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase));

    /// <summary>The layer that a folder becomes, or <see langword="null"/>.</summary>
    internal LayerRule? RuleOfFolder() => definition.Layers.FirstOrDefault(IsArchive);

    internal static bool IsArchive(LayerRule rule) => rule.Format is ContentFormat.Tar or ContentFormat.TarGzip or ContentFormat.Zip;

    internal string? Fill(string? template) => template is null ? null : _template.Fill(template);

    /// <summary>The annotations of a layer, <paramref name="file"/> being the title of the file that it is made of; none for an archive.</summary>
    /// <exception cref="OciException">They ask for the content of the file at <paramref name="path"/>, which cannot be understood.</exception>
    internal IReadOnlyDictionary<string, string> AnnotationsOf(LayerRule rule, string? file, string? path = null)
    {
        if (file is null) return AnnotationsOf(rule.Annotations, _template);
        var of = FileValues(file);
        if (Extended.Contains(Path.GetFileName(file), StringComparer.Ordinal)) of["extends"] = "true";
        if (path is not null && rule.Annotations.Values.Values.Any(text => text.Contains("{file.content", StringComparison.Ordinal))) of["content"] = MetadataFile.ReadSingleDocument(path);
        return AnnotationsOf(rule.Annotations, With(("file", of)));
    }

    /// <summary>The title of a layer that is made of one file, or <see langword="null"/> where the type does not say.</summary>
    internal string? TitleOf(LayerRule rule, string file) => rule.Title is null ? null : With(("file", FileValues(file))).Fill(rule.Title);

    /// <summary>The config by its template, or <see langword="null"/> where it has none.</summary>
    /// <param name="mediaType">The media type that it gets.</param>
    /// <param name="app">How publish output is run and what is in its layers, where it is part of the artifact.</param>
    internal PlannedConfig? Config(string mediaType, JsonNode? app)
    {
        if (definition.Config is { IsBlank: true }) return PlannedConfig.Of(mediaType, ReadOnlyMemory<byte>.Empty);
        return definition.Config?.Content is not { } content
            ? null
            : new PlannedConfig(mediaType, layers => System.Text.Encoding.UTF8.GetBytes(
                With(("app", app), ("layers", LayerValues(layers)), ("wasm", WasmValues(layers))).Fill(content)?.ToJsonString(CompactJson) ?? "{}"));
    }

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

    private Template With(params ReadOnlySpan<(string Name, JsonNode? Value)> added)
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

    // What the first layer of that format says of itself.
    private JsonObject? WasmValues(IReadOnlyList<PackedLayer> layers) =>
        layers.FirstOrDefault(layer => RuleOfType(layer.Content.MediaType)?.Format == ContentFormat.Wasm) is { } wasm ? WasmFacts.Read(wasm.Path).ToValues() : null;

    private static JsonObject LayerValues(IReadOnlyList<PackedLayer> layers) => new()
    {
        ["digests"] = new JsonArray([.. layers.Select(layer => JsonValue.Create(layer.Content.Digest.ToString()))]),
        ["diffIds"] = new JsonArray([.. layers.Select(layer => JsonValue.Create(layer.UncompressedDigest.ToString()))]),
    };
}

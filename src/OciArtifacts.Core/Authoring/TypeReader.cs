using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Authoring;

/// <summary>Finds the definition of the type that an author names, and reads the values that fill it in.</summary>
/// <param name="catalog">The types that are known.</param>
internal sealed class TypeReader(ArtifactTypeCatalog catalog)
{
    /// <summary>What templates call the values of the file that says what an artifact is.</summary>
    internal const string Metadata = "metadata";

    /// <summary>The definition of a type, or <see langword="null"/> for a media type that nobody has defined.</summary>
    /// <param name="setting">What says the type, for messages.</param>
    /// <param name="type">A media type or an alias.</param>
    /// <exception cref="OciException">It is an alias that nobody has defined, or no media type.</exception>
    internal ArtifactTypeDefinition? Find(string setting, string type)
    {
        if (catalog.Find(type) is { } definition) return definition;
        if (type.Contains('/', StringComparison.Ordinal))
        {
            MediaType.Check(type, setting);
            return null;
        }

        var aliases = catalog.Definitions.Select(known => known.Alias).OfType<string>().Order(StringComparer.Ordinal).ToList();
        throw new OciException(
            OciErrorCode.UnknownType,
            $"{setting} is '{type}', which is no media type, and no alias of the catalogue: {string.Join(", ", aliases)}.{NearestName.Hint(type, aliases)} Write a media type, for example application/vnd.contoso.widget.v1, or add a type definition.")
        {
            Remedy = Remedy.TypeDefinition,
        };
    }

    /// <summary>The names of files by which such definitions know what is attached.</summary>
    internal IEnumerable<string> ReferrerFiles => ReferrerTypes.SelectMany(definition => definition.Layers).SelectMany(layer => layer.Files);

    private IEnumerable<ArtifactTypeDefinition> ReferrerTypes => catalog.Definitions.Where(definition => definition.Subject == SubjectRule.Required);

    /// <summary>The definition of what is attached to other artifacts and has files of such a name, or <see langword="null"/>.</summary>
    internal ArtifactTypeDefinition? FindReferrer(string file) => ReferrerTypes.FirstOrDefault(
        definition => definition.Layers.Any(layer => NamePattern.MatchesFile(layer.Files, file)));

    /// <summary>Reads what the definition is filled in with.</summary>
    /// <exception cref="OciException">The file that says what the artifact is is not there, or not understood.</exception>
    internal static async Task<TypeRecipe> ReadAsync(ArtifactTypeDefinition definition, ArtifactInputs inputs, CancellationToken cancellation)
    {
        var values = inputs.Values();
        if (PackedArchive.Find(definition, inputs) is { } packed && await OfArchiveAsync(packed, definition, inputs, cancellation).ConfigureAwait(false) is { } opened) return opened;
        if (MetadataPath(definition, inputs) is { } path) values[Metadata] = Complete(await MetadataAsync(path, definition, inputs, cancellation).ConfigureAwait(false), path, definition);
        if (values[Metadata] is JsonObject bundle && definition.Annotations.Values.Values.Any(text => text.StartsWith("{bundle.", StringComparison.Ordinal))) values["bundle"] = AttestationEnvelope.BundleValues(bundle);
        if (Asks(definition, "{falco.", "|falco.") && FilesOf(definition, inputs).FirstOrDefault(path => definition.Layers.Any(layer => NamePattern.MatchesFile(layer.ArchivedFiles, path))) is { } rules)
        {
            inputs.TrackInput(rules);
            values["falco"] = FalcoFacts.Read(rules);
        }

        if (!ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition) && values[Metadata] is JsonObject said) TemplateRules.Check(definition, said);
        var compose = ComposeOf(definition, inputs);
        var findings = compose?.Read() ?? [];
        var recipe = new TypeRecipe(definition, values) { Extended = compose?.Extended ?? [], Findings = findings };
        foreach (var (member, template) in new[] { ("tags.version", definition.Tags.Version), ("repository", definition.Repository) })
        {
            if (template is null || recipe.Fill(template) is not null) continue;
            throw new OciException(OciErrorCode.InvalidMetadata, $"{definition.Title} has '{member}' as {template}, and nothing says what that is. Add it to the metadata of the artifact, or as a value.");
        }

        return recipe;
    }

    // The config alone is filled in with what rules of Falco say.
    private static bool Asks(ArtifactTypeDefinition definition, params string[] what) =>
        definition.Config?.Content?.ToJsonString() is { } text && what.Any(one => text.Contains(one, StringComparison.Ordinal));

    // Compose files name others, which have to be told from them.
    private static ComposeFacts? ComposeOf(ArtifactTypeDefinition definition, ArtifactInputs inputs)
    {
        if (definition.Layers.FirstOrDefault(layer => layer.Annotations.Values.Values.Contains("{file.extends}", StringComparer.Ordinal)) is not { } rule) return null;
        var files = FilesOf(definition, inputs).ToList();
        foreach (var file in files) inputs.TrackInput(file);
        return new ComposeFacts([.. files.Where(file => NamePattern.MatchesFile(rule.Files, file))], [.. inputs.Files.Select(NameInArtifact)]);
    }

    private static string NameInArtifact(InputFile file) => file.TargetPath.Length > 0 ? file.TargetPath : Path.GetFileName(file.Path);

    private static IEnumerable<string> FilesOf(ArtifactTypeDefinition definition, ArtifactInputs inputs) => inputs.Files
        .Where(file => file.MediaType.Length == 0)
        .Select(file => Path.GetFullPath(file.Path, inputs.BaseDirectory))
        .Where(path => File.Exists(path) && definition.Layers.Any(layer => NamePattern.MatchesFile(layer.Files, path) || NamePattern.MatchesFile(layer.ArchivedFiles, path)));

    // What is in an archive that is packed cannot be changed, so it counts more than what is said beside it. One that says nothing leaves it to what is beside it.
    private static async Task<TypeRecipe?> OfArchiveAsync(PackedArchive packed, ArtifactTypeDefinition definition, ArtifactInputs inputs, CancellationToken cancellation)
    {
        inputs.TrackInput(packed.Path);
        var contents = ArchiveContents.Read(packed.Path, packed.Rule);
        var isBeside = inputs.ConfigFile is not null || FilesOf(definition, inputs).Any(file => IsNamed(file, definition.Metadata!));
        if (isBeside && !ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition) && contents.FindMetadata(definition.Metadata!, packed.Rule, definition.Config?.Schema) is null) return null;
        var metadata = Complete(packed.MetadataOf(contents, definition), packed.Path, definition);
        packed.CheckPackage(metadata, inputs);
        var beside = definition.Config?.Content is not null && inputs.ConfigFile is { } config ? await MetadataAsync(config, definition, inputs, cancellation).ConfigureAwait(false) : null;
        if (!ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition)) TemplateRules.Check(definition, metadata);
        var values = inputs.Values();
        values[Metadata] = metadata;
        return new TypeRecipe(definition, values)
        {
            Archive = contents,
            Findings = beside is null || JsonNode.DeepEquals(beside, metadata) ? [] : [new Finding(
                OciErrorCode.InvalidMetadata,
                FindingSeverity.Warning,
                $"The config file '{inputs.ConfigFile}' says something else than the {definition.Metadata} in '{packed.Path}', which counts. Do not name a config file.")
            {
                Remedy = Remedy.ConfigFile,
            }],
        };
    }

    private static async Task<JsonObject> MetadataAsync(
        string path, ArtifactTypeDefinition definition, ArtifactInputs inputs, CancellationToken cancellation)
    {
        inputs.TrackInput(path);
        return await MetadataFile.ReadAsync(path, definition.Config?.Schema, cancellation).ConfigureAwait(false);
    }

    private static JsonObject Complete(JsonObject metadata, string path, ArtifactTypeDefinition definition)
    {
        var template = new Template(metadata);
        var missing = definition.RequiredMetadata.Where(name => string.IsNullOrEmpty(template.Find(name)?.ToString())).ToList();
        return missing.Count == 0 ? metadata : throw new OciException(
            OciErrorCode.InvalidMetadata, $"'{path}' does not say {string.Join(", ", missing)}, and {definition.Title} has to. Add it.");
    }

    private static string? MetadataPath(ArtifactTypeDefinition definition, ArtifactInputs inputs)
    {
        if (definition.Config?.Content is not null && inputs.ConfigFile is { } config) return config;
        if (definition.Metadata is not { } name) return null;
        var paths = inputs.Files.Select(file => Path.TrimEndingDirectorySeparator(Path.GetFullPath(file.Path, inputs.BaseDirectory)));
        return paths.SelectMany(path => (string[])[path, Path.Combine(path, name)])
            .FirstOrDefault(path => IsNamed(path, name) && File.Exists(path)) ?? throw new OciException(
                OciErrorCode.InvalidMetadata,
                $"{definition.Title} says what it is in {name}, and no file of the artifact has it. Add {PackedArchive.WaysFor(definition)}the folder with {name}, or name it as the config file.")
            {
                Remedy = Remedy.Config,
            };
    }

    private static bool IsNamed(string path, string name) =>
        name.Contains('*', StringComparison.Ordinal) ? NamePattern.MatchesFile([name], path) : Path.GetFileName(path) == name;
}

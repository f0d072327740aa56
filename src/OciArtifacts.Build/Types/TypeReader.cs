using System.Text.Json.Nodes;
using Microsoft.Build.Framework;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;

namespace OciArtifacts.Build.Types;

/// <summary>Finds the definition of the type that a project names, and the values that the project has for it.</summary>
/// <param name="catalog">The types that are known.</param>
/// <param name="projectDirectory">The folder of the project, an absolute path.</param>
/// <param name="note">Is told of each file that is read, before it is read.</param>
internal sealed class TypeReader(ArtifactTypeCatalog catalog, string projectDirectory, Action<string> note)
{
    /// <summary>What templates call the values of the file that says what an artifact is.</summary>
    internal const string Metadata = "metadata";

    /// <summary>The catalogue with the definitions that a project adds.</summary>
    /// <exception cref="OciException">One of them is not understood, or defines what is defined already.</exception>
    internal static async Task<ArtifactTypeCatalog> CatalogAsync(
        IEnumerable<ITaskItem> definitions, string projectDirectory, Action<string> note, CancellationToken cancellation)
    {
        var more = new List<ArtifactTypeDefinition>();

        // A package may be reached in two ways; the same file is one definition.
        foreach (var path in definitions.Select(item => Path.GetFullPath(item.ItemSpec, projectDirectory)).Distinct(StringComparer.Ordinal))
        {
            note(path);
            more.Add(await ArtifactTypeFile.ReadAsync(path, cancellation).ConfigureAwait(false));
        }

        return ArtifactTypeCatalog.BuiltIn.With(more);
    }

    /// <summary>The definition of a type, or <see langword="null"/> for a media type that nobody has defined.</summary>
    /// <param name="setting">What says the type, for messages.</param>
    /// <param name="type">A media type or an alias.</param>
    /// <exception cref="OciException">It is an alias that nobody has defined, or no media type.</exception>
    internal ArtifactTypeDefinition? Find(string setting, string type)
    {
        if (catalog.Find(type) is { } definition) return definition;
        if (type.Contains('/', StringComparison.Ordinal))
        {
            Setting.MediaTypeOf(setting, type);
            return null;
        }

        var aliases = catalog.Definitions.Select(known => known.Alias).OfType<string>().Order(StringComparer.Ordinal).ToList();
        throw new OciException(
            OciErrorCode.UnknownType,
            $"{setting} is '{type}', which is no media type, and no alias of the catalogue: {string.Join(", ", aliases)}.{NearestName.Hint(type, aliases)} Write a media type, for example application/vnd.contoso.widget.v1, or add an OciArtifactTypeDefinition.");
    }

    /// <summary>The names of files by which such definitions know what is attached.</summary>
    internal IEnumerable<string> AttachedFiles => Attached.SelectMany(definition => definition.Layers).SelectMany(layer => layer.Files);

    private IEnumerable<ArtifactTypeDefinition> Attached => catalog.Definitions.Where(definition => definition.Subject == SubjectRule.Required);

    /// <summary>The definition of what is attached to other artifacts and has files of such a name, or <see langword="null"/>.</summary>
    internal ArtifactTypeDefinition? FindAttached(string file) => Attached.FirstOrDefault(
        definition => definition.Layers.Any(layer => NamePattern.MatchesFile(layer.Files, file)));

    /// <summary>Reads what the definition is filled in with.</summary>
    /// <exception cref="OciException">The file that says what the artifact is is not there, or not understood.</exception>
    internal async Task<TypeRecipe> ReadAsync(ArtifactTypeDefinition definition, ProjectValues project, CancellationToken cancellation)
    {
        var values = project.ToJson();
        if (PackedArchive.Find(definition, project, projectDirectory) is { } packed && await OfArchiveAsync(packed, definition, project, cancellation).ConfigureAwait(false) is { } opened) return opened;
        if (MetadataPath(definition, project) is { } path) values[Metadata] = Complete(await MetadataAsync(path, definition, cancellation).ConfigureAwait(false), path, definition);
        if (values[Metadata] is JsonObject bundle && definition.Annotations.Values.Values.Any(text => text.StartsWith("{bundle.", StringComparison.Ordinal))) values["bundle"] = AttestationEnvelope.BundleValues(bundle);
        if (Asks(definition, "{falco.", "|falco.") && FilesOf(definition, project).FirstOrDefault(path => definition.Layers.Any(layer => NamePattern.MatchesFile(layer.ArchivedFiles, path))) is { } rules)
        {
            note(rules);
            values["falco"] = FalcoFacts.Read(rules);
        }

        if (!ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition) && values[Metadata] is JsonObject said) TemplateRules.Check(definition, said);
        var compose = ComposeOf(definition, project);
        var findings = compose?.Read() ?? [];
        var recipe = new TypeRecipe(definition, values) { Extended = compose?.Extended ?? [], Findings = findings };
        foreach (var (member, template) in new[] { ("tags.version", definition.Tags.Version), ("repository", definition.Repository) })
        {
            if (template is null || recipe.Fill(template) is not null) continue;
            throw new OciException(OciErrorCode.InvalidMetadata, $"{definition.Title} has '{member}' as {template}, and nothing says what that is. Add it to the metadata of the artifact, or to the project.");
        }

        return recipe;
    }

    // The config alone is filled in with what rules of Falco say.
    private static bool Asks(ArtifactTypeDefinition definition, params string[] what) =>
        definition.Config?.Content?.ToJsonString() is { } text && what.Any(one => text.Contains(one, StringComparison.Ordinal));

    // Compose files name others, which have to be told from them.
    private ComposeFacts? ComposeOf(ArtifactTypeDefinition definition, ProjectValues project)
    {
        if (definition.Layers.FirstOrDefault(layer => layer.Annotations.Values.Values.Contains("{file.extends}", StringComparer.Ordinal)) is not { } rule) return null;
        var files = FilesOf(definition, project).ToList();
        foreach (var file in files) note(file);
        return new ComposeFacts([.. files.Where(file => NamePattern.MatchesFile(rule.Files, file))], [.. project.Files.Select(NameInArtifact)]);
    }

    private static string NameInArtifact(Microsoft.Build.Framework.ITaskItem item) => new[] { item.GetMetadata(ItemMetadata.TargetPath), item.GetMetadata(ItemMetadata.Title), Path.GetFileName(item.ItemSpec) }.First(name => name.Length > 0);

    private IEnumerable<string> FilesOf(ArtifactTypeDefinition definition, ProjectValues project) => project.Files
        .Where(item => item.GetMetadata(ItemMetadata.MediaType).Length == 0)
        .Select(item => Path.GetFullPath(item.ItemSpec, projectDirectory))
        .Where(path => File.Exists(path) && definition.Layers.Any(layer => NamePattern.MatchesFile(layer.Files, path) || NamePattern.MatchesFile(layer.ArchivedFiles, path)));

    // What is in an archive that is packed cannot be changed, so it counts more than what is said beside it. One that says nothing leaves it to what is beside it.
    private async Task<TypeRecipe?> OfArchiveAsync(PackedArchive packed, ArtifactTypeDefinition definition, ProjectValues project, CancellationToken cancellation)
    {
        note(packed.Path);
        var contents = ArchiveContents.Read(packed.Path, packed.Rule);
        var isBeside = project.ConfigFile is not null || FilesOf(definition, project).Any(file => IsNamed(file, definition.Metadata!));
        if (isBeside && !ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition) && contents.FindMetadata(definition.Metadata!, packed.Rule, definition.Config?.Schema) is null) return null;
        var metadata = Complete(packed.MetadataOf(contents, definition), packed.Path, definition);
        packed.CheckPackage(metadata, project);
        var beside = definition.Config?.Content is not null && project.ConfigFile is { } config ? await MetadataAsync(config, definition, cancellation).ConfigureAwait(false) : null;
        if (!ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition)) TemplateRules.Check(definition, metadata);
        var values = project.ToJson();
        values[Metadata] = metadata;
        return new TypeRecipe(definition, values)
        {
            Archive = contents,
            Findings = beside is null || JsonNode.DeepEquals(beside, metadata) ? [] : [new Finding(
                OciErrorCode.InvalidMetadata,
                FindingSeverity.Warning,
                $"OciArtifactConfigFile ('{project.ConfigFile}') says something else than the {definition.Metadata} in '{packed.Path}', which counts. Take OciArtifactConfigFile out of the project.")],
        };
    }

    private async Task<JsonObject> MetadataAsync(string path, ArtifactTypeDefinition definition, CancellationToken cancellation)
    {
        note(path);
        return await MetadataFile.ReadAsync(path, definition.Config?.Schema, cancellation).ConfigureAwait(false);
    }

    private static JsonObject Complete(JsonObject metadata, string path, ArtifactTypeDefinition definition)
    {
        var template = new Template(metadata);
        var missing = definition.RequiredMetadata.Where(name => string.IsNullOrEmpty(template.Find(name)?.ToString())).ToList();
        return missing.Count == 0 ? metadata : throw new OciException(
            OciErrorCode.InvalidMetadata, $"'{path}' does not say {string.Join(", ", missing)}, and {definition.Title} has to. Add it.");
    }

    private string? MetadataPath(ArtifactTypeDefinition definition, ProjectValues project)
    {
        if (definition.Config?.Content is not null && project.ConfigFile is { } config) return config;
        if (definition.Metadata is not { } name) return null;
        var paths = project.Files.Select(item => Path.TrimEndingDirectorySeparator(Path.GetFullPath(item.ItemSpec, projectDirectory)));
        return paths.SelectMany(path => (string[])[path, Path.Combine(path, name)])
            .FirstOrDefault(path => IsNamed(path, name) && File.Exists(path)) ?? throw new OciException(
                OciErrorCode.InvalidMetadata,
                $"{definition.Title} says what it is in {name}, and no OciArtifactFile has it. Add {PackedArchive.WaysFor(definition)}the folder with {name}, or set OciArtifactConfigFile to it.");
    }

    private static bool IsNamed(string path, string name) =>
        name.Contains('*', StringComparison.Ordinal) ? NamePattern.MatchesFile([name], path) : Path.GetFileName(path) == name;
}

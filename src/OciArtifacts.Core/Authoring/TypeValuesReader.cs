using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;

namespace OciArtifacts.Core.Authoring;

/// <summary>Reads the values of one artifact from its files, and fills in the definition of its type with them.</summary>
/// <param name="definition">The definition of the type.</param>
/// <param name="inputs">The files and values of the artifact.</param>
internal sealed class TypeValuesReader(ArtifactTypeDefinition definition, ArtifactInputs inputs)
{
    // Templates of a built-in type are tested with this package; templates of an author's type are checked here.
    private readonly bool _isBuiltIn = ArtifactTypeCatalog.BuiltIn.Definitions.Contains(definition);

    /// <exception cref="OciException">
    /// The file that describes the artifact is missing or cannot be understood, or a value is missing
    /// (<see cref="OciErrorCode.InvalidMetadata"/>).
    /// </exception>
    internal async Task<FilledType> ReadAsync(CancellationToken cancellation)
    {
        var packed = PackedArchive.Find(definition, inputs);
        var type = packed is null ? null : await ReadArchiveAsync(packed, cancellation).ConfigureAwait(false);
        type ??= await ReadFilesAsync(cancellation).ConfigureAwait(false);
        CheckFilled(type, "tags.version", definition.Tags.Version);
        CheckFilled(type, "repository", definition.Repository);
        return type;
    }

    private async Task<FilledType> ReadFilesAsync(CancellationToken cancellation)
    {
        var values = inputs.Values();
        if (FindMetadataFile() is { } path)
        {
            values[FilledType.Metadata] = CheckRequired(await ReadMetadataAsync(path, cancellation).ConfigureAwait(false), path);
        }

        var metadata = values[FilledType.Metadata] as JsonObject;
        if (metadata is not null && UsesBundle()) values["bundle"] = AttestationEnvelope.BundleValues(metadata);
        if (FindFalcoRules() is { } rules)
        {
            inputs.TrackInput(rules);
            values["falco"] = FalcoFacts.Read(rules);
        }

        if (!_isBuiltIn && metadata is not null) TemplateRules.Check(definition, metadata);
        var compose = FindComposeFiles();
        var findings = compose?.Read() ?? [];
        return new FilledType(definition, values) { ExtendedFiles = compose?.Extended ?? [], Findings = findings };
    }

    // An archive that is already packed cannot change, so the file in it overrides the config file. An archive without such a
    // file gives null if the author has it beside the archive.
    private async Task<FilledType?> ReadArchiveAsync(PackedArchive packed, CancellationToken cancellation)
    {
        inputs.TrackInput(packed.Path);
        var contents = ArchiveContents.Read(packed.Path, packed.Rule);
        var found = contents.FindMetadata(definition.Metadata!, packed.Rule, definition.Config?.Schema);
        if (found is null && !_isBuiltIn && HasMetadataBeside()) return null;
        var metadata = CheckRequired(found ?? throw packed.WithoutMetadata(definition), packed.Path);
        packed.CheckPackage(metadata, inputs);
        var findings = await CompareConfigAsync(packed, metadata, cancellation).ConfigureAwait(false);
        if (!_isBuiltIn) TemplateRules.Check(definition, metadata);
        var values = inputs.Values();
        values[FilledType.Metadata] = metadata;
        return new FilledType(definition, values) { Archive = contents, Findings = findings };
    }

    private async Task<IReadOnlyList<Finding>> CompareConfigAsync(PackedArchive packed, JsonObject metadata, CancellationToken cancellation)
    {
        if (definition.Config?.Content is null || inputs.ConfigFile is not { } config) return [];
        if (JsonNode.DeepEquals(await ReadMetadataAsync(config, cancellation).ConfigureAwait(false), metadata)) return [];
        return
        [
            new Finding(
                OciErrorCode.InvalidMetadata,
                FindingSeverity.Warning,
                $"The config file '{config}' says something else than the {definition.Metadata} in '{packed.Path}', which counts. "
                + "Do not name a config file.")
            {
                Remedy = Remedy.ConfigFile,
            },
        ];
    }

    private static void CheckFilled(FilledType type, string member, string? template)
    {
        if (template is null || type.Fill(template) is not null) return;
        throw new OciException(
            OciErrorCode.InvalidMetadata,
            $"{type.Definition.Title} has '{member}' as {template}, and nothing says what that is. "
            + "Add it to the metadata of the artifact, or as a value.");
    }

    private bool HasMetadataBeside() =>
        inputs.ConfigFile is not null || FilesOfLayers().Any(file => IsNamed(file, definition.Metadata!));

    private bool UsesBundle() =>
        definition.Annotations.Values.Values.Any(text => text.StartsWith("{bundle.", StringComparison.Ordinal));

    // Only the config has values from rules of Falco.
    private string? FindFalcoRules() =>
        definition.Config?.Content?.ToJsonString() is { } config
        && (config.Contains("{falco.", StringComparison.Ordinal) || config.Contains("|falco.", StringComparison.Ordinal))
            ? FilesOfLayers().FirstOrDefault(path => definition.Layers.Any(layer => NamePattern.MatchesFile(layer.ArchivedFiles, path)))
            : null;

    // A Compose file can extend services of other Compose files of the artifact.
    private ComposeFacts? FindComposeFiles()
    {
        var rule = definition.Layers.FirstOrDefault(
            layer => layer.Annotations.Values.Values.Contains("{file.extends}", StringComparer.Ordinal));
        if (rule is null) return null;
        var files = FilesOfLayers().ToList();
        foreach (var file in files) inputs.TrackInput(file);
        var composeFiles = files.Where(file => NamePattern.MatchesFile(rule.Files, file));
        return new ComposeFacts([.. composeFiles], [.. inputs.Files.Select(NameInArtifact)]);
    }

    private static string NameInArtifact(InputFile file) => file.TargetPath.Length > 0 ? file.TargetPath : Path.GetFileName(file.Path);

    private IEnumerable<string> FilesOfLayers() => inputs.Files
        .Where(file => file.MediaType.Length == 0)
        .Select(file => Path.GetFullPath(file.Path, inputs.BaseDirectory))
        .Where(path => File.Exists(path) && definition.Layers.Any(
            layer => NamePattern.MatchesFile(layer.Files, path) || NamePattern.MatchesFile(layer.ArchivedFiles, path)));

    private async Task<JsonObject> ReadMetadataAsync(string path, CancellationToken cancellation)
    {
        inputs.TrackInput(path);
        return await MetadataFile.ReadAsync(path, definition.Config?.Schema, cancellation).ConfigureAwait(false);
    }

    private JsonObject CheckRequired(JsonObject metadata, string path)
    {
        var template = new Template(metadata);
        var missing = definition.RequiredMetadata.Where(name => string.IsNullOrEmpty(template.Find(name)?.ToString())).ToList();
        return missing.Count == 0 ? metadata : throw new OciException(
            OciErrorCode.InvalidMetadata, $"'{path}' does not say {string.Join(", ", missing)}, and {definition.Title} has to. Add it.");
    }

    private string? FindMetadataFile()
    {
        if (definition.Config?.Content is not null && inputs.ConfigFile is { } config) return config;
        if (definition.Metadata is not { } name) return null;
        return inputs.Files
            .Select(file => Path.TrimEndingDirectorySeparator(Path.GetFullPath(file.Path, inputs.BaseDirectory)))
            .SelectMany(path => (string[])[path, Path.Combine(path, name)])
            .FirstOrDefault(path => IsNamed(path, name) && File.Exists(path)) ?? throw WithoutMetadataFile(name);
    }

    private OciException WithoutMetadataFile(string name) => new(
        OciErrorCode.InvalidMetadata,
        $"{definition.Title} says what it is in {name}, and no file of the artifact has it. "
        + $"Add {PackedArchive.HintOf(definition)}the folder with {name}, or name it as the config file.")
    {
        Remedy = Remedy.Config,
    };

    private static bool IsNamed(string path, string name) =>
        name.Contains('*', StringComparison.Ordinal) ? NamePattern.MatchesFile([name], path) : Path.GetFileName(path) == name;
}

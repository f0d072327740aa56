using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>What a definition has to be, beyond its form.</summary>
internal static class DefinitionRules
{
    private const int LongestTitle = 30;
    private const int LongestDescription = 255;

    /// <summary>What is wrong with it, or <see langword="null"/>.</summary>
    internal static JsonProblem? Problem(ArtifactTypeDefinition definition) =>
        TypeProblem(definition) ?? TextProblem(definition) ?? definition.Layers.Select(LayerProblem).FirstOrDefault(problem => problem is not null)
        ?? NameProblem(definition) ?? AddressProblem(definition) ?? (PlatformPattern.Problem(definition.Index?.Platform) is { } platform ? new JsonProblem("index.platform", platform) : null)
        ?? SchemaProblem(definition.Config?.Schema) ?? TemplateRules.Problem(definition);

    private static JsonProblem? TypeProblem(ArtifactTypeDefinition definition)
    {
        if (definition.Config is { MediaTypes: [] }) return new JsonProblem("config.mediaTypes", "its config has no mediaTypes.");
        if (definition.ArtifactType is null && definition.Config is null) return new JsonProblem("", "it has neither an artifactType nor a config, so it is no type.");
        if (MediaTypes(definition).FirstOrDefault(type => !MediaType.IsValid(type.Value)) is (var path, { } wrong))
        {
            return new JsonProblem(path, $"'{path}' is '{wrong}', which is no media type by RFC 6838. Write it like application/vnd.contoso.widget.v1.");
        }

        // Guidance for artifact authors: by the config of an image tools know what can be run.
        var images = MediaTypes(definition).Where(type => MediaType.IsImageConfig(type.Value) && !(definition.IsImage && type.Path.StartsWith("config.mediaTypes", StringComparison.Ordinal))).ToList();
        return images is [var (at, image), ..] ? new JsonProblem(at, $"'{at}' is '{image}', by which tools know an image that can be run. Write a type of its own.") : null;
    }

    private static IEnumerable<(string Path, string Value)> MediaTypes(ArtifactTypeDefinition definition)
    {
        if (definition.ArtifactType is { } type) yield return ("artifactType", type);
        if (definition.Index?.ArtifactType is { } index) yield return ("index.artifactType", index);
        if (definition.Config?.FallbackMediaType is { } fallback) yield return ("config.fallbackMediaType", fallback);
        foreach (var (config, i) in (definition.Config?.MediaTypes ?? []).Select((config, i) => (config, i))) yield return (At("config.mediaTypes", i), config);
        foreach (var (layer, i) in definition.Layers.Select((layer, i) => (layer, i)))
        {
            foreach (var (mediaType, j) in layer.MediaTypes.Select((mediaType, j) => (mediaType, j))) yield return (At($"{At("layers", i)}.mediaTypes", j), mediaType);
            if (layer.ArtifactType is { } own) yield return ($"{At("layers", i)}.artifactType", own);
        }
    }

    private static string At(string list, int i) => string.Create(CultureInfo.InvariantCulture, $"{list}[{i}]");

    // The guidance's own limits (artifactTypeSchema 0.1): they are shown in lists.
    private static JsonProblem? TextProblem(ArtifactTypeDefinition definition)
    {
        if (definition.Title.Length is < 3 or > LongestTitle || definition.Title.Any(char.IsControl)) return new JsonProblem("title", $"its title '{definition.Title}' has to have 3 to {LongestTitle} characters.");
        return definition.Description.Length is < 5 or > LongestDescription || definition.Description.Any(char.IsControl)
            ? new JsonProblem("description", $"its description has to have 5 to {LongestDescription} characters.")
            : null;
    }

    private static JsonProblem? LayerProblem(LayerRule layer, int i)
    {
        if (layer.MediaTypes.Count == 0) return new JsonProblem(At("layers", i), $"the layer '{layer.Name}' has no mediaTypes.");
        if (layer.Members.Count > 0 && layer.Format is not (ContentFormat.Json or ContentFormat.Yaml or ContentFormat.Xml or ContentFormat.Text))
        {
            return new JsonProblem($"{At("layers", i)}.members", $"'{At("layers", i)}' has members, but no format that has such: json, yaml, xml or text.");
        }

        return layer.Min < 0 || layer.Max < Math.Max(1, layer.Min) ? new JsonProblem(At("layers", i), $"the layer '{layer.Name}' has a min and max that nothing can fulfil.") : null;
    }

    private static JsonProblem? NameProblem(ArtifactTypeDefinition definition)
    {
        if (definition.Alias is { } alias && !IsName(alias)) return new JsonProblem("alias", $"its alias '{alias}' has to be of a-z, 0-9 and -.");
        if (definition is { VariantOf: not null, Alias: null }) return new JsonProblem("variantOf", "it is a variant, and without an alias nobody finds it.");
        if (definition.Metadata is { } metadata && (metadata.Length == 0 || metadata.AsSpan().ContainsAny('/', '\\'))) return new JsonProblem("metadata", $"its metadata '{metadata}' has to be the name of a file, without a folder.");
        if (definition.Layers.Select((layer, i) => (layer.Name, i)).FirstOrDefault(layer => !IsLayerName(layer.Name)) is ({ } wrong, var at))
        {
            return new JsonProblem($"{At("layers", at)}.name", $"the name of a layer has to be of letters, digits, . - and _, and to begin with a letter or a digit; '{wrong}' does not.");
        }

        return definition.Layers.GroupBy(layer => layer.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? new JsonProblem("layers", $"it has two layers '{twice.Key}'.")
            : null;
    }

    // A path is an absolute address too, of this machine alone.
    private static JsonProblem? AddressProblem(ArtifactTypeDefinition definition)
    {
        var addresses = definition.Tools.Select((tool, i) => ($"{At("tools", i)}.url", tool.Url)).Append(("specification", definition.Specification!)).Where(address => address.Item2 is not null);
        return addresses.FirstOrDefault(address => !address.Item2.IsAbsoluteUri || address.Item2.IsFile) is ({ } path, var wrong)
            ? new JsonProblem(path, $"'{path}' is '{wrong.OriginalString}', which is no address. Write it like https://example.com/widget.")
            : null;
    }

    // A schema that is elsewhere would be fetched while something is published.
    private static JsonProblem? SchemaProblem(JsonObject? schema)
    {
        if (schema is null) return null;
        return References(schema).FirstOrDefault(reference => !reference.StartsWith('#')) is { } outside
            ? new JsonProblem("config.schema", $"the schema of its config refers to '{outside}'. It has to be whole: a $ref begins with #.")
            : SchemaKeywords.Problem(schema, "config.schema");
    }

    private static IEnumerable<string> References(JsonNode? schema) => schema switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "$ref" && member.Value?.GetValueKind() == JsonValueKind.String ? [member.Value.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static bool IsLayerName(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static bool IsName(string alias) => alias.Length > 0 && alias.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

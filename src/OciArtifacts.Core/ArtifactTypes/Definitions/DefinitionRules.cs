using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>Checks the values of a definition that has the right shape.</summary>
internal static class DefinitionRules
{
    private const int LongestTitle = 30;
    private const int LongestDescription = 255;

    /// <summary>The first problem of a definition, or <see langword="null"/>.</summary>
    internal static JsonProblem? Problem(ArtifactTypeDefinition definition) =>
        TypeProblem(definition)
        ?? TextProblem(definition)
        ?? definition.Layers.Select(LayerProblem).FirstOrDefault(problem => problem is not null)
        ?? NameProblem(definition)
        ?? AddressProblem(definition)
        ?? PlatformProblem(definition)
        ?? SchemaProblem(definition.Config?.Schema)
        ?? TemplateRules.Problem(definition);

    private static JsonProblem? TypeProblem(ArtifactTypeDefinition definition)
    {
        if (definition.Config is { MediaTypes: [] }) return new JsonProblem("config.mediaTypes", "its config has no mediaTypes.");
        if (definition.ArtifactType is null && definition.Config is null)
        {
            return new JsonProblem("", "it has neither an artifactType nor a config, so it is no type.");
        }

        if (MediaTypes(definition).FirstOrDefault(type => !MediaType.IsValid(type.Value)) is (var path, { } wrong))
        {
            return new JsonProblem(
                path, $"'{path}' is '{wrong}', which is no media type by RFC 6838. Write it like application/vnd.contoso.widget.v1.");
        }

        // Guidance for artifact authors: tools run what has the config of an image.
        var images = MediaTypes(definition).Where(type => MediaType.IsImageConfig(type.Value));
        if (definition.IsImage) images = images.Where(type => !type.Path.StartsWith("config.mediaTypes", StringComparison.Ordinal));
        return images.FirstOrDefault() is (var at, { } image)
            ? new JsonProblem(at, $"'{at}' is '{image}', which tells tools that the artifact is an image to run. Write a type of its own.")
            : null;
    }

    private static IEnumerable<(string Path, string Value)> MediaTypes(ArtifactTypeDefinition definition)
    {
        if (definition.ArtifactType is { } type) yield return ("artifactType", type);
        if (definition.Index?.ArtifactType is { } index) yield return ("index.artifactType", index);
        if (definition.Config?.FallbackMediaType is { } fallback) yield return ("config.fallbackMediaType", fallback);
        foreach (var (i, config) in (definition.Config?.MediaTypes ?? []).Index())
        {
            yield return (JsonPath.OfItem("config.mediaTypes", i), config);
        }

        foreach (var (i, layer) in definition.Layers.Index())
        {
            foreach (var (j, mediaType) in layer.MediaTypes.Index())
            {
                yield return (JsonPath.OfItem($"{PathOfLayer(i)}.mediaTypes", j), mediaType);
            }

            if (layer.ArtifactType is { } own) yield return ($"{PathOfLayer(i)}.artifactType", own);
        }
    }

    private static string PathOfLayer(int i) => JsonPath.OfItem("layers", i);

    // The limits are those of the guidance (artifactTypeSchema 0.1).
    private static JsonProblem? TextProblem(ArtifactTypeDefinition definition)
    {
        if (definition.Title.Length is < 3 or > LongestTitle || definition.Title.Any(char.IsControl))
        {
            return new JsonProblem("title", $"its title '{definition.Title}' has to have 3 to {LongestTitle} characters.");
        }

        return definition.Description.Length is < 5 or > LongestDescription || definition.Description.Any(char.IsControl)
            ? new JsonProblem("description", $"its description has to have 5 to {LongestDescription} characters.")
            : null;
    }

    private static JsonProblem? LayerProblem(LayerRule layer, int i)
    {
        var path = PathOfLayer(i);
        if (layer.MediaTypes.Count == 0) return new JsonProblem(path, $"the layer '{layer.Name}' has no mediaTypes.");
        var hasMembers = layer.Format is ContentFormat.Json or ContentFormat.Yaml or ContentFormat.Xml or ContentFormat.Text;
        if (layer.Members.Count > 0 && !hasMembers)
        {
            return new JsonProblem($"{path}.members", $"'{path}' has members, but no format that has such: json, yaml, xml or text.");
        }

        return layer.Min < 0 || layer.Max < Math.Max(1, layer.Min)
            ? new JsonProblem(path, $"the layer '{layer.Name}' has a min and a max that no number of layers fulfils.")
            : null;
    }

    private static JsonProblem? NameProblem(ArtifactTypeDefinition definition)
    {
        if (definition.Alias is { } alias && !IsAlias(alias))
        {
            return new JsonProblem("alias", $"its alias '{alias}' has to be of a-z, 0-9 and -.");
        }

        if (definition is { VariantOf: not null, Alias: null })
        {
            return new JsonProblem("variantOf", "it is a variant, and has no alias by which it can be found.");
        }

        if (definition.Metadata is { } metadata && (metadata.Length == 0 || metadata.AsSpan().ContainsAny('/', '\\')))
        {
            return new JsonProblem("metadata", $"its metadata '{metadata}' has to be the name of a file, without a folder.");
        }

        foreach (var (i, layer) in definition.Layers.Index().Where(layer => !IsLayerName(layer.Item.Name)))
        {
            return new JsonProblem(
                $"{PathOfLayer(i)}.name",
                "the name of a layer has to be of letters, digits, . - and _, and to begin with a letter or a digit; "
                + $"'{layer.Name}' does not.");
        }

        var names = definition.Layers.GroupBy(layer => layer.Name, StringComparer.Ordinal);
        return names.FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? new JsonProblem("layers", $"it has two layers '{twice.Key}'.")
            : null;
    }

    // .NET also takes a path of this machine for an absolute address.
    private static JsonProblem? AddressProblem(ArtifactTypeDefinition definition)
    {
        var addresses = definition.Tools.Select((tool, i) => (Path: $"{JsonPath.OfItem("tools", i)}.url", Address: tool.Url)).ToList();
        if (definition.Specification is { } specification) addresses.Add(("specification", specification));
        return addresses.FirstOrDefault(one => !one.Address.IsAbsoluteUri || one.Address.IsFile) is ({ } path, var wrong)
            ? new JsonProblem(path, $"'{path}' is '{wrong.OriginalString}', which is no address. Write it like https://example.com/widget.")
            : null;
    }

    private static JsonProblem? PlatformProblem(ArtifactTypeDefinition definition) =>
        PlatformPattern.Problem(definition.Index?.Platform) is { } problem ? new JsonProblem("index.platform", problem) : null;

    // The validator would download a schema that is elsewhere, during a publish.
    private static JsonProblem? SchemaProblem(JsonObject? schema)
    {
        if (schema is null) return null;
        return References(schema).FirstOrDefault(reference => !reference.StartsWith('#')) is { } outside
            ? new JsonProblem("config.schema", $"the schema of its config refers to '{outside}'. It has to be whole: a $ref begins with #.")
            : SchemaKeywords.Problem(schema, "config.schema");
    }

    private static IEnumerable<string> References(JsonNode? schema) => schema switch
    {
        JsonObject members => members.SelectMany(
            member => member.Key == "$ref" && member.Value?.GetValueKind() == JsonValueKind.String
                ? [member.Value.GetValue<string>()]
                : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static bool IsLayerName(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static bool IsAlias(string alias) =>
        alias.Length > 0 && alias.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

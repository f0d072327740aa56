using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>What a definition has to be, beyond its form.</summary>
internal static class DefinitionRules
{
    private const int LongestTitle = 30;
    private const int LongestDescription = 255;

    /// <summary>What is wrong with it, or <see langword="null"/>.</summary>
    internal static string? Problem(ArtifactTypeDefinition definition) =>
        TypeProblem(definition) ?? TextProblem(definition) ?? definition.Layers.Select(LayerProblem).FirstOrDefault(problem => problem is not null)
        ?? NameProblem(definition) ?? AddressProblem(definition) ?? PlatformPattern.Problem(definition.Index?.Platform);

    private static string? TypeProblem(ArtifactTypeDefinition definition)
    {
        if (definition.Config is { MediaTypes: [] }) return "its config has no mediaTypes.";
        if (definition.ArtifactType is null && definition.Config is null) return "it has neither an artifactType nor a config, so it is no type.";
        var types = new[] { definition.ArtifactType, definition.Index?.ArtifactType, definition.Config?.FallbackMediaType }
            .OfType<string>()
            .Concat(definition.Config?.MediaTypes ?? [])
            .Concat(definition.Layers.SelectMany(layer => layer.MediaTypes.Append(layer.ArtifactType)).OfType<string>());
        return types.FirstOrDefault(type => !MediaType.IsValid(type)) is { } wrong ? $"'{MediaType.Shown(wrong)}' is no media type by RFC 6838." : null;
    }

    // The guidance's own limits (artifactTypeSchema 0.1): they are shown in lists.
    private static string? TextProblem(ArtifactTypeDefinition definition)
    {
        if (definition.Title.Length is < 3 or > LongestTitle || definition.Title.Any(char.IsControl)) return $"its title has to have 3 to {LongestTitle} characters.";
        return definition.Description.Length is < 5 or > LongestDescription || definition.Description.Any(char.IsControl)
            ? $"its description has to have 5 to {LongestDescription} characters."
            : null;
    }

    private static string? LayerProblem(LayerRule layer)
    {
        if (layer.MediaTypes.Count == 0) return $"the layer '{layer.Name}' has no mediaTypes.";
        return layer.Min < 0 || layer.Max < Math.Max(1, layer.Min) ? $"the layer '{layer.Name}' has a min and max that nothing can fulfil." : null;
    }

    private static string? NameProblem(ArtifactTypeDefinition definition)
    {
        if (definition.Alias is { } alias && !IsName(alias)) return "its alias has to be of a-z, 0-9 and -.";
        if (definition is { VariantOf: not null, Alias: null }) return "it is a variant, and without an alias nobody finds it.";
        if (definition.Metadata is { } metadata && (metadata.Length == 0 || metadata.AsSpan().ContainsAny('/', '\\'))) return "its metadata has to be the name of a file, without a folder.";
        if (definition.Layers.Any(layer => !IsLayerName(layer.Name))) return "the name of a layer has to be of letters, digits, . - and _, and to begin with a letter or a digit.";

        return definition.Layers.GroupBy(layer => layer.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? $"it has two layers '{twice.Key}'."
            : null;
    }

    // A path is an absolute address too, of this machine alone; a schema that is elsewhere would be fetched while something is published.
    private static string? AddressProblem(ArtifactTypeDefinition definition)
    {
        var addresses = definition.Tools.Select(tool => tool.Url).Append(definition.Specification).OfType<Uri>();
        if (addresses.FirstOrDefault(address => !address.IsAbsoluteUri || address.IsFile) is { } wrong) return $"'{wrong.OriginalString}' is no address. Write it like https://example.com/widget.";
        return References(definition.Config?.Schema).FirstOrDefault(reference => !reference.StartsWith('#')) is { } outside
            ? $"the schema of its config refers to '{outside}'. It has to be whole: a $ref begins with #."
            : null;
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

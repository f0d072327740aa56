using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The words of JSON Schema (draft 7, and what later drafts added that the validator knows). A validator passes over a word that it does not know, so a misspelled one checks nothing.</summary>
internal static class SchemaKeywords
{
    private static readonly string[] OfSchemas = ["not", "if", "then", "else", "additionalItems", "contains", "propertyNames", "additionalProperties"];
    private static readonly string[] OfLists = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] OfNamed = ["properties", "patternProperties", "definitions", "$defs"];
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "object", "array", "null"];

    private static readonly string[] Others =
    [
        "$schema", "$id", "id", "$ref", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "type", "enum", "const", "multipleOf", "maximum",
        "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "format", "items", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties",
        "required", "dependencies", "contentEncoding", "contentMediaType",
    ];

    private static readonly string[] Known = [.. Others, .. OfSchemas, .. OfLists, .. OfNamed];

    /// <summary>What is wrong with the words of a schema, or <see langword="null"/>.</summary>
    /// <param name="node">The schema.</param>
    /// <param name="path">Where it is in the file.</param>
    internal static JsonProblem? Problem(JsonNode? node, string path)
    {
        if (node is not JsonObject schema) return node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : new JsonProblem(path, $"'{path}' is no JSON Schema.");
        foreach (var (word, value) in schema)
        {
            var inner = JsonLines.Joined(path, word);
            if (!Known.Contains(word) && !word.StartsWith("x-", StringComparison.Ordinal))
            {
                return new JsonProblem(inner, $"'{inner}' is no word of JSON Schema, so it would check nothing.{NearestName.Hint(word, Known)}");
            }

            if (ValueProblem(word, value, inner) is { } problem) return problem;
        }

        return null;
    }

    private static JsonProblem? ValueProblem(string word, JsonNode? value, string path) => word switch
    {
        "type" => TypeProblem(value, path),
        "required" => value is JsonArray names && names.All(IsText) ? null : new JsonProblem(path, $"'{path}' has to be a list of names of members."),
        "items" when value is JsonArray several => OfList(several, path),
        "items" => Problem(value, path),
        _ when OfSchemas.Contains(word) => Problem(value, path),
        _ when OfLists.Contains(word) => value is JsonArray all ? OfList(all, path) : new JsonProblem(path, $"'{path}' has to be a list of schemas."),
        _ when OfNamed.Contains(word) => value is JsonObject named
            ? First(named.Select(member => Problem(member.Value, JsonLines.Joined(path, member.Key))))
            : new JsonProblem(path, $"'{path}' has to be an object of schemas."),
        _ => null,
    };

    private static JsonProblem? TypeProblem(JsonNode? value, string path)
    {
        var wrong = (value is JsonArray several ? several.ToList() : [value]).Find(type => !IsText(type) || !Types.Contains(type!.GetValue<string>()));
        if (wrong is null && value is not null) return null;
        var hint = wrong is not null && IsText(wrong) ? NearestName.Hint(wrong.GetValue<string>(), Types) : "";
        return new JsonProblem(path, $"'{path}' is {wrong?.ToJsonString() ?? "null"}, but can only be one of: {string.Join(", ", Types)}.{hint}");
    }

    private static JsonProblem? OfList(JsonArray schemas, string path) =>
        First(schemas.Select((schema, i) => Problem(schema, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))));

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static JsonProblem? First(IEnumerable<JsonProblem?> problems) => problems.FirstOrDefault(problem => problem is not null);
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>
/// Finds keywords of JSON Schema that do not exist (draft 7, and what the validator knows of later drafts). The
/// validator ignores an unknown keyword, so that a misspelled one would check nothing.
/// </summary>
internal static class SchemaKeywords
{
    // Keywords whose value is a schema, a list of schemas, or an object of schemas.
    private static readonly string[] OfSchema =
        ["not", "if", "then", "else", "additionalItems", "contains", "propertyNames", "additionalProperties"];

    private static readonly string[] OfList = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] OfObject = ["properties", "patternProperties", "definitions", "$defs"];
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "object", "array", "null"];

    private static readonly string[] Others =
    [
        "$schema", "$id", "id", "$ref", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
        "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength",
        "pattern", "format", "items", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties", "required", "dependencies",
        "contentEncoding", "contentMediaType",
    ];

    private static readonly string[] Known = [.. Others, .. OfSchema, .. OfList, .. OfObject];

    /// <summary>The first problem of a schema, or <see langword="null"/>.</summary>
    /// <param name="node">The schema.</param>
    /// <param name="path">The path of the schema in the file.</param>
    internal static JsonProblem? Problem(JsonNode? node, string path)
    {
        if (node is not JsonObject schema)
        {
            return node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False
                ? null
                : new JsonProblem(path, $"'{path}' is no JSON Schema.");
        }

        foreach (var (word, value) in schema)
        {
            var inner = JsonPath.OfMember(path, word);
            if (!Known.Contains(word) && !word.StartsWith("x-", StringComparison.Ordinal))
            {
                return new JsonProblem(
                    inner, $"'{inner}' is no word of JSON Schema, so it would check nothing.{NearestName.Hint(word, Known)}");
            }

            if (ValueProblem(word, value, inner) is { } problem) return problem;
        }

        return null;
    }

    private static JsonProblem? ValueProblem(string word, JsonNode? value, string path) => word switch
    {
        "type" => TypeProblem(value, path),
        "required" => value is JsonArray names && names.All(IsText)
            ? null
            : new JsonProblem(path, $"'{path}' has to be a list of names of members."),
        "items" when value is JsonArray several => ListProblem(several, path),
        "items" => Problem(value, path),
        _ when OfSchema.Contains(word) => Problem(value, path),
        _ when OfList.Contains(word) => value is JsonArray all
            ? ListProblem(all, path)
            : new JsonProblem(path, $"'{path}' has to be a list of schemas."),
        _ when OfObject.Contains(word) => value is JsonObject named
            ? First(named.Select(member => Problem(member.Value, JsonPath.OfMember(path, member.Key))))
            : new JsonProblem(path, $"'{path}' has to be an object of schemas."),
        _ => null,
    };

    private static JsonProblem? TypeProblem(JsonNode? value, string path)
    {
        List<JsonNode?> types = value is JsonArray several ? [.. several] : [value];
        var wrong = types.Find(type => !IsText(type) || !Types.Contains(type!.GetValue<string>()));
        if (wrong is null && value is not null) return null;
        var hint = wrong is not null && IsText(wrong) ? NearestName.Hint(wrong.GetValue<string>(), Types) : "";
        return new JsonProblem(
            path, $"'{path}' is {wrong?.ToJsonString() ?? "null"}, but can only be one of: {string.Join(", ", Types)}.{hint}");
    }

    private static JsonProblem? ListProblem(JsonArray schemas, string path) =>
        First(schemas.Select((schema, i) => Problem(schema, JsonPath.OfItem(path, i))));

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static JsonProblem? First(IEnumerable<JsonProblem?> problems) => problems.FirstOrDefault(problem => problem is not null);
}

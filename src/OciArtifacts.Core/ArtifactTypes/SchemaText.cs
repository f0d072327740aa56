using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>
/// Writes numbers and booleans of YAML as texts where a schema wants texts: readers in Go, for whom YAML is JSON with fields of known types, do the same, so that <c>appVersion: 1.16</c> is "1.16" to them.
/// </summary>
internal static class SchemaText
{
    /// <summary>Changes the values that the schema wants to be texts.</summary>
    internal static void Apply(JsonNode? node, JsonObject schema)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (SchemaOf(schema, name) is not { } inner) continue;
                    if (IsText(inner) && TextOf(value) is { } text) members[name] = text;
                    else Apply(value, inner);
                }

                break;
            case JsonArray items when schema["items"] is JsonObject inner:
                for (var i = 0; i < items.Count; i++)
                {
                    if (IsText(inner) && TextOf(items[i]) is { } text) items[i] = text;
                    else Apply(items[i], inner);
                }

                break;
        }
    }

    private static JsonObject? SchemaOf(JsonObject schema, string name) => (schema["properties"] as JsonObject)?[name] as JsonObject ?? schema["additionalProperties"] as JsonObject;

    private static bool IsText(JsonObject schema) => schema["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "string";

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number when node.AsValue().TryGetValue<double>(out var number) => number.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.Number => node.ToJsonString(),
        _ => null,
    };
}

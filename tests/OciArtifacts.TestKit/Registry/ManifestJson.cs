using System.Text.Json;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Reads the JSON of a manifest, and refuses missing or wrong members.</summary>
internal static class ManifestJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    internal static JsonDocument Parse(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, Strict);
        }
        catch (JsonException broken)
        {
            throw Exchange.Refusal(ErrorCodes.ManifestInvalid, broken.Message);
        }
    }

    /// <summary>The text of a member; null when it is absent. A member that is not text is refused.</summary>
    internal static string? Text(JsonElement json, string name, string where)
    {
        if (!json.TryGetProperty(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw Exchange.Refusal(ErrorCodes.ManifestInvalid, $"{where}.{name} is no text");
    }

    internal static IEnumerable<JsonElement> Array(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw Exchange.Refusal(ErrorCodes.ManifestInvalid, $"'{name}' is no array");

    internal static void CheckAnnotations(JsonElement json, string where)
    {
        if (!json.TryGetProperty("annotations", out var annotations)) return;
        if (annotations.ValueKind != JsonValueKind.Object
            || annotations.EnumerateObject().Any(pair => pair.Name.Length == 0 || pair.Value.ValueKind != JsonValueKind.String))
            throw Exchange.Refusal(ErrorCodes.ManifestInvalid, $"{where}.annotations is no map of texts");
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Converts values of YAML to the types of a schema, as programs in Go do (kubernetes-sigs/yaml, yaml.go). Numbers and
/// booleans become texts if the schema asks for texts: <c>appVersion: 1.16</c> becomes "1.16". Members without a value
/// are removed.
/// </summary>
internal static class SchemaConversion
{
    /// <summary>Converts the values that the schema describes. Other values stay as they are.</summary>
    internal static void Apply(JsonNode? node, JsonObject schema)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList()) Apply(members, name, value, schema);
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

    // Go leaves out a field without a value, but writes a member of a map as the empty text.
    private static void Apply(JsonObject members, string name, JsonNode? value, JsonObject schema)
    {
        var property = (schema["properties"] as JsonObject)?[name] as JsonObject;
        if ((property ?? schema["additionalProperties"] as JsonObject) is not { } inner) return;
        if (value is null && property is not null) members.Remove(name);
        else if (IsText(inner) && TextOf(value) is { } text) members[name] = text;
        else Apply(value, inner);
    }

    private static bool IsText(JsonObject schema) =>
        schema["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "string";

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number when node.AsValue().TryGetValue<long>(out var number) => number.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.Number when node.AsValue().TryGetValue<double>(out var number) => TextOf((float)number),
        _ => null,
    };

    // strconv.FormatFloat(v, 'g', -1, 32): the fewest digits that identify the number; an exponent below 1e-4 and from
    // 1e6 on.
    private static string TextOf(float number)
    {
        if (!float.IsFinite(number)) return number > 0 ? "+Inf" : "-Inf";
        if (number == 0) return float.IsNegative(number) ? "-0" : "0";
        var (digits, exponent) = DigitsOf(Math.Abs(number));
        var sign = number < 0 ? "-" : "";
        if (exponent is < -4 or >= 6)
        {
            var size = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{size}";
        }

        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0')
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    // The digits without zeros at both ends, and the exponent of the first digit.
    private static (string Digits, int Exponent) DigitsOf(float number)
    {
        var parts = number.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal) is >= 0 and var found ? found : parts[0].Length;
        var all = parts[0].Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var shift = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var exponent = point - 1 - (all.Length - digits.Length) + shift;
        return (digits.TrimEnd('0'), exponent);
    }
}

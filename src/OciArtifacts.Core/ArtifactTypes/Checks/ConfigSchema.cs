using System.Text;
using Newtonsoft.Json;
using NJsonSchema;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Checks JSON against a JSON Schema. It is a class of its own, so that the validator is loaded only for types with a
/// schema.
/// </summary>
internal static class ConfigSchema
{
    /// <summary>The places where the JSON does not fit the schema; empty if it fits.</summary>
    /// <exception cref="OciException">
    /// The schema is invalid (<see cref="OciErrorCode.InvalidTypeDefinition"/>).
    /// </exception>
    internal static IReadOnlyList<string> Problems(string schema, byte[] json)
    {
        try
        {
            return [.. JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult().Validate(Encoding.UTF8.GetString(json)).Select(Text)];
        }
        catch (Exception problem) when (problem is InvalidCastException or OverflowException)
        {
            return [$"a number is too large to be checked ({problem.Message})"];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw new OciException(
                OciErrorCode.InvalidTypeDefinition,
                $"The artifact type definition has a schema for the config that cannot be used: {problem.Message} Correct the definition.",
                problem);
        }
    }

    private static string Text(NJsonSchema.Validation.ValidationError error) =>
        $"{error.Kind} at {(error.Path is { Length: > 0 } path ? path : "#")}";
}

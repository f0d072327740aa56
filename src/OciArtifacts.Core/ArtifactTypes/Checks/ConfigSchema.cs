using System.Text;
using Newtonsoft.Json;
using NJsonSchema;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>Checks JSON against a JSON Schema. Alone in its class, so that the validator is loaded by types that have a schema only.</summary>
internal static class ConfigSchema
{
    /// <summary>What does not fit.</summary>
    /// <exception cref="OciException">The schema is none (<see cref="OciErrorCode.InvalidTypeDefinition"/>).</exception>
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
                OciErrorCode.InvalidTypeDefinition, $"The artifact type definition has a schema for the config that cannot be used: {problem.Message} Mend the definition.", problem);
        }
    }

    private static string Text(NJsonSchema.Validation.ValidationError error) => $"{error.Kind} at {(error.Path is { Length: > 0 } path ? path : "#")}";
}

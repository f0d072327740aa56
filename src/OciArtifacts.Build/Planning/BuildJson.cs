using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// Serializers for the JSON that tasks write. They are generated at compile time, and escape only what JSON requires.
/// </summary>
[JsonSerializable(typeof(DotnetAppConfig))]
internal sealed partial class BuildJson : JsonSerializerContext
{
    /// <summary>For content of artifacts: without white space, and without members that are null.</summary>
    internal static BuildJson Compact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

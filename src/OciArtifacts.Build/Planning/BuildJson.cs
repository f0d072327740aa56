using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OciArtifacts.Build.Planning;

/// <summary>The JSON that tasks write: generated at compile time, nothing escaped that JSON does not want escaped.</summary>
[JsonSerializable(typeof(DotnetAppConfig))]
internal sealed partial class BuildJson : JsonSerializerContext
{
    /// <summary>For content: compact, what is absent left out.</summary>
    internal static BuildJson Compact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

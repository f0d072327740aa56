using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OciArtifacts.Build.Planning;
using OciArtifacts.Build.Reporting;

namespace OciArtifacts.Build;

/// <summary>The JSON that tasks write: generated at compile time, nothing escaped that JSON does not want escaped.</summary>
[JsonSerializable(typeof(DotnetAppConfig))]
[JsonSerializable(typeof(ArtifactReportFile))]
internal sealed partial class BuildJson : JsonSerializerContext
{
    /// <summary>For content: compact, what is absent left out.</summary>
    internal static BuildJson Compact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>For files that people read: on lines, what is absent shown as null.</summary>
    internal static BuildJson Readable { get; } = new(new JsonSerializerOptions
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>The JSON of the model, generated at compile time: no reflection in a cold process.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(AnnotationsJsonConverter)])]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ImageIndex))]
internal sealed partial class OciJsonContext : JsonSerializerContext;

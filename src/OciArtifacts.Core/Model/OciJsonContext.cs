using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>
/// The JSON code of the model. It is generated at compile time, because reflection makes the first use slow.
/// </summary>
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

using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Packing;

/// <summary>The JSON of the work folder.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PackedContents))]
internal sealed partial class PackedJsonContext : JsonSerializerContext;

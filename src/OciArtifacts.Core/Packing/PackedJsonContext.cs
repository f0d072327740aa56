using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Packing;

/// <summary>The JSON of the work folder.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PackedLayerEntry[]))]
[JsonSerializable(typeof(PackedReferrerEntry[]))]
internal sealed partial class PackedJsonContext : JsonSerializerContext;

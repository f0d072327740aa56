using System.Text.Json;
using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>Reads policies and profiles: an unknown member is a slip of the pen, and said to be one.</summary>
[JsonSerializable(typeof(PolicyFile))]
[JsonSerializable(typeof(RegistryProfile))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false)]
internal sealed partial class PolicyJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>Reads policies and profiles. An unknown member is an error, because it is probably misspelled.</summary>
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

using System.Text.Json;
using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>Reads definitions. An unknown member is an error, because it is probably misspelled.</summary>
[JsonSerializable(typeof(ArtifactTypeDefinition))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    Converters =
    [
        typeof(EnumNameConverter<ContentFormat>), typeof(EnumNameConverter<SubjectRule>), typeof(EnumNameConverter<IgnoreSyntax>),
    ])]
internal sealed partial class ArtifactTypeJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>Reads trust policies. An unknown member is an error: a rule that is ignored would trust more than was meant.</summary>
[JsonSerializable(typeof(TrustPolicyFile))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(EnumNameConverter<VerificationLevel>), typeof(EnumNameConverter<ValidationAction>), typeof(EnumNameConverter<TimestampUse>),
    ])]
internal sealed partial class TrustPolicyJson : JsonSerializerContext;

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.SupplyChain.Cosign;

/// <summary>
/// The manifests that cosign 2 finds by the tags <c>sha256-….sig</c> and <c>sha256-….att</c>. They have no subject and no
/// artifact type. One manifest has the signatures of all signers, each in a layer.
/// </summary>
internal static class CosignTag
{
    /// <summary>The ending of the tag of signatures.</summary>
    internal const string SignatureEnding = ".sig";

    /// <summary>The ending of the tag of attestations.</summary>
    internal const string AttestationEnding = ".att";

    /// <summary>The annotation of a layer with its signature. An attestation has it too, though empty: cosign requires it.</summary>
    internal const string SignatureAnnotation = "dev.cosignproject.cosign/signature";

    /// <summary>The annotation of an attestation with the type of its predicate.</summary>
    internal const string PredicateAnnotation = "predicateType";

    /// <summary>The tag of the signatures or attestations of a digest, such as <c>sha256-….sig</c>.</summary>
    internal static string Of(Digest subject, string ending) => $"{ReferrersTag.For(subject)}{ending}";

    /// <summary>The plan of a manifest with these layers. The layers of an earlier manifest can be put before them.</summary>
    internal static ManifestPlan Plan(params IReadOnlyList<PlannedLayer> layers) => new(MediaType.ImageConfig, layers)
    {
        // cosign's manifests are images: the config has that type, and nothing else tells what they are.
        ImageSpec = ImageSpecVersion.V1_0,
        Config = new PlannedConfig(MediaType.ImageConfig, packed => Config(packed)),
    };

    // The config of an image without platform. Its diff_ids are the digests of the layers, because the layers are no archives.
    private static byte[] Config(IReadOnlyList<PackedLayer> layers) => OciJson.ToBytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("architecture", "");
        json.WriteString("os", "");
        json.WriteStartObject("rootfs");
        json.WriteString("type", "layers");
        json.WriteStartArray("diff_ids");
        foreach (var layer in layers) json.WriteStringValue(layer.Content.Digest.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("config");
        json.WriteEndObject();
        json.WriteEndObject();
    });
}

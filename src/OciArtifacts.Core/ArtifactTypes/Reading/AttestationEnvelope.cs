using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Opens the envelopes of in-toto statements (in-toto/attestation, spec/v1/statement.md): DSSE
/// (secure-systems-lab/dsse, envelope.md) and the bundle of Sigstore.
/// </summary>
internal static class AttestationEnvelope
{
    private const string CosignSignature = "https://sigstore.dev/cosign/sign/v1";

    /// <summary>The statement in a DSSE envelope. A file that is not an envelope is returned as it is.</summary>
    /// <exception cref="JsonException">The payload is not a JSON object in base64.</exception>
    internal static JsonObject Open(JsonObject file)
    {
        var isEnvelope = file["payload"]?.GetValueKind() == JsonValueKind.String && file["payloadType"] is not null
            && file["signatures"] is JsonArray;
        if (!isEnvelope) return file;
        try
        {
            var payload = file["payload"]!.GetValue<string>().Replace('-', '+').Replace('_', '/');
            var bytes = Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='));
            return JsonNode.Parse(bytes) as JsonObject ?? throw new JsonException("Its payload is no JSON object.");
        }
        catch (FormatException problem)
        {
            throw new JsonException("Its payload is no base64.", problem);
        }
    }

    /// <summary>
    /// The values of a Sigstore bundle that cosign writes into annotations (sigstore/cosign, specs/BUNDLE_SPEC.md):
    /// <c>content</c>, and <c>predicateType</c> where the bundle has one. Empty for any other file.
    /// </summary>
    internal static JsonObject BundleValues(JsonObject bundle)
    {
        if (bundle["messageSignature"] is not null)
        {
            return new JsonObject { ["content"] = "message-signature", ["predicateType"] = CosignSignature };
        }

        if (bundle["dsseEnvelope"] is not JsonObject envelope) return [];
        try
        {
            return new JsonObject { ["content"] = "dsse-envelope", ["predicateType"] = Open(envelope)["predicateType"]?.DeepClone() };
        }
        catch (JsonException)
        {
            return new JsonObject { ["content"] = "dsse-envelope" };
        }
    }
}

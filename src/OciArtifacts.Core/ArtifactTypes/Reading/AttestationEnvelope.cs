using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>Reads in-toto statements (in-toto/attestation, spec/v1/statement.md), also those in a DSSE envelope (secure-systems-lab/dsse, envelope.md).</summary>
internal static class AttestationEnvelope
{
    /// <summary>The statement in an envelope, or what is no envelope as it is.</summary>
    /// <exception cref="JsonException">The payload is no JSON in base64.</exception>
    internal static JsonObject Open(JsonObject file)
    {
        if (file["payload"]?.GetValueKind() != JsonValueKind.String || file["payloadType"] is null || file["signatures"] is not JsonArray) return file;
        try
        {
            var payload = file["payload"]!.GetValue<string>().Replace('-', '+').Replace('_', '/');
            return JsonNode.Parse(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))) as JsonObject ?? throw new JsonException("Its payload is no JSON object.");
        }
        catch (FormatException problem)
        {
            throw new JsonException("Its payload is no base64.", problem);
        }
    }

    /// <summary>
    /// What cosign says of a Sigstore bundle in annotations (sigstore/cosign, specs/BUNDLE_SPEC.md): <c>content</c>, and <c>predicateType</c> of an attestation.
    /// </summary>
    internal static JsonObject BundleValues(JsonObject bundle)
    {
        if (bundle["messageSignature"] is not null) return new JsonObject { ["content"] = "message-signature", ["predicateType"] = "https://sigstore.dev/cosign/sign/v1" };
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

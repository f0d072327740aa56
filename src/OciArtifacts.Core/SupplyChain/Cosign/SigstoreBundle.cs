using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Dsse;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.SupplyChain.Cosign;

/// <summary>
/// A signature with what is needed to verify it (sigstore/protobuf-specs, sigstore_bundle.proto). One of
/// <see cref="Envelope"/> and <see cref="Message"/> is set.
/// </summary>
internal sealed record SigstoreBundle
{
    internal const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

    // The older versions differ in the material for keyless signatures only.
    private const string OlderMediaTypes = "application/vnd.dev.sigstore.bundle+json;version=0.";

    /// <summary>A signed statement.</summary>
    internal DsseEnvelope? Envelope { get; private init; }

    /// <summary>A signature of the artifact itself.</summary>
    internal MessageSignature? Message { get; private init; }

    /// <summary>Whether the signature was made with the key of a certificate, without a key that lasts.</summary>
    internal bool HasCertificate { get; private init; }

    /// <summary>Serialises a bundle with an envelope: compact, the members in a fixed order.</summary>
    internal static byte[] ToBytes(DsseEnvelope envelope, PublicKey key) => OciJson.ToBytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteStartObject("verificationMaterial");
        json.WriteStartObject("publicKey");
        json.WriteString("hint", key.Hint);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WritePropertyName("dsseEnvelope");
        envelope.WriteTo(json);
        json.WriteEndObject();
    });

    /// <summary>Parses a bundle.</summary>
    /// <exception cref="OciException">The bytes are no bundle (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static SigstoreBundle Parse(ReadOnlyMemory<byte> bytes)
    {
        var json = StrictObject.Parse(bytes, "Sigstore bundle");
        var type = json.Text("mediaType");
        var isKnown = type == MediaType || type.StartsWith(OlderMediaTypes, StringComparison.Ordinal);
        if (!isKnown) throw json.Wrong($"its mediaType is '{type}'");
        var material = json.Object("verificationMaterial");
        var envelope = json.ObjectOrNull("dsseEnvelope");
        var message = json.ObjectOrNull("messageSignature");
        if (envelope is null == message is null) throw json.Wrong("it has not exactly one of dsseEnvelope and messageSignature");
        var bundle = new SigstoreBundle
        {
            Envelope = envelope is null ? null : DsseEnvelope.Read(envelope),
            Message = message is null ? null : MessageSignature.Read(message),
            HasCertificate = material.Find("publicKey") is null,
        };
        return bundle.Envelope is not { Signatures.Count: > 1 } ? bundle : throw json.Wrong("its dsseEnvelope has more than one signature");
    }
}

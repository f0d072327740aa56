using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.SupplyChain.Dsse;

/// <summary>A signed payload with its type (DSSE 1.0, protocol.md and envelope.md).</summary>
/// <param name="PayloadType">The type of the payload. It is signed too.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Signatures">The signatures.</param>
internal sealed record DsseEnvelope(string PayloadType, ReadOnlyMemory<byte> Payload, IReadOnlyList<DsseSignature> Signatures)
{
    internal const string MediaType = "application/vnd.dsse.envelope.v1+json";

    internal const string Name = "DSSE envelope";

    // Each is checked with each key.
    private const int MostSignatures = 20;

    /// <summary>Makes an envelope with one signature.</summary>
    internal static DsseEnvelope Sign(string payloadType, ReadOnlyMemory<byte> payload, SigningKey key)
    {
        var signature = key.Sign(SignedBytes(payloadType, payload.Span), SignatureScheme.Sigstore);
        return new DsseEnvelope(payloadType, payload, [new DsseSignature(signature)]);
    }

    /// <summary>The bytes that are signed (protocol.md, "Signature Definition", PAE). Lengths count bytes.</summary>
    internal static byte[] SignedBytes(string payloadType, ReadOnlySpan<byte> payload)
    {
        var type = Encoding.UTF8.GetByteCount(payloadType);
        var head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {type} {payloadType} {payload.Length} ");
        return [.. Encoding.UTF8.GetBytes(head), .. payload];
    }

    /// <summary>Parses an envelope.</summary>
    /// <exception cref="OciException">The bytes are no envelope (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static DsseEnvelope Parse(ReadOnlyMemory<byte> bytes) => Read(StrictObject.Parse(bytes, Name));

    /// <inheritdoc cref="Parse"/>
    internal static DsseEnvelope Read(StrictObject json)
    {
        var listed = json.Objects("signatures");
        if (listed.Count > MostSignatures) throw json.Wrong($"it has more than {MostSignatures} signatures");
        IReadOnlyList<DsseSignature> signatures =
            [.. listed.Select(one => new DsseSignature(one.BytesOfAny("sig"), one.TextOrNull("keyid")))];
        return signatures.Count > 0
            ? new DsseEnvelope(json.Text("payloadType"), json.BytesOfAny("payload"), signatures)
            : throw json.Wrong("it has no signature");
    }

    /// <summary>
    /// Whether a signature was made by the key. Then read <see cref="Payload"/>, and never the bytes of the envelope again.
    /// </summary>
    internal bool IsSignedBy(PublicKey key)
    {
        var scheme = SignatureScheme.Sigstore;
        var hash = CryptographicOperations.HashData(scheme.Hash, SignedBytes(PayloadType, Payload.Span));
        return Signatures.Any(signature => key.VerifyHash(hash, signature.Bytes.Span, scheme));
    }

    /// <summary>Serialises the envelope: compact, the members in a fixed order.</summary>
    internal byte[] ToBytes() => OciJson.ToBytes(WriteTo);

    /// <summary>Writes the envelope as a JSON object.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBase64String("payload", Payload.Span);
        json.WriteString("payloadType", PayloadType);
        json.WriteStartArray("signatures");
        foreach (var signature in Signatures)
        {
            json.WriteStartObject();
            json.WriteBase64String("sig", signature.Bytes.Span);
            if (signature.KeyId is { } id) json.WriteString("keyid", id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

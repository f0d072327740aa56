using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>
/// An envelope in the flattened JSON form of JWS (RFC 7515, section 7.2.2; signature-envelope-jws.md). Parsing verifies nothing.
/// </summary>
/// <param name="Header">The protected header in base64url.</param>
/// <param name="Payload">The payload in base64url.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Chain">The certificates, from that of the signer to the root.</param>
internal sealed record NotationEnvelope(
    string Header, string Payload, ReadOnlyMemory<byte> Signature, IReadOnlyList<X509Certificate2> Chain)
{
    private const string Name = "Notation envelope";

    private static readonly string[] Members = ["payload", "protected", "header", "signature"];

    /// <summary>The time stamp of the signature (RFC 3161). The default is none.</summary>
    internal ReadOnlyMemory<byte>? Timestamp { get; init; }

    /// <summary>The program that made the envelope. It is not signed.</summary>
    internal string? Agent { get; init; }

    /// <summary>The bytes that are signed (RFC 7515, section 5.1).</summary>
    internal byte[] SignedBytes => Encoding.ASCII.GetBytes($"{Header}.{Payload}");

    /// <summary>Encodes a header and a payload.</summary>
    internal static (string Header, string Payload) Encode(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload) =>
        (Base64Url.EncodeToString(header), Base64Url.EncodeToString(payload));

    /// <summary>Reads the header.</summary>
    /// <param name="understood">Critical headers that the caller understands.</param>
    /// <exception cref="OciException">It is no valid header (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal NotationHeader ReadHeader(IReadOnlyList<string> understood) =>
        NotationHeader.Read(StrictObject.Parse(Decoded(Header), "header of a Notation signature"), understood);

    /// <summary>Reads the payload. Call it only after the signature was verified.</summary>
    /// <inheritdoc cref="NotationPayload.Parse"/>
    internal Descriptor ReadPayload() => NotationPayload.Parse(Decoded(Payload));

    /// <summary>Serialises the envelope: compact, the members in a fixed order.</summary>
    internal byte[] ToBytes() => OciJson.ToBytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("payload", Payload);
        json.WriteString("protected", Header);
        json.WriteStartObject("header");
        json.WriteStartArray("x5c");
        foreach (var certificate in Chain) json.WriteBase64StringValue(certificate.RawDataMemory.Span);
        json.WriteEndArray();
        if (Timestamp is { } token) json.WriteBase64String(NotationNames.TimestampHeader, token.Span);
        if (Agent is not null) json.WriteString(NotationNames.AgentHeader, Agent);
        json.WriteEndObject();
        json.WriteString("signature", Base64Url.EncodeToString(Signature.Span));
        json.WriteEndObject();
    });

    /// <summary>Parses an envelope.</summary>
    /// <exception cref="OciException">The bytes are no envelope (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static NotationEnvelope Parse(ReadOnlyMemory<byte> bytes)
    {
        var json = StrictObject.Parse(bytes, Name);
        if (json.Names.Except(Members, StringComparer.Ordinal).FirstOrDefault() is { } other) throw json.Wrong($"it has a member {other}");
        var unsigned = json.Object("header");
        var both = StrictObject.Parse(json.BytesOfUrl("protected"), Name).Names.Intersect(unsigned.Names, StringComparer.Ordinal);
        if (both.FirstOrDefault() is { } twice) throw json.Wrong($"its {twice} is signed and not signed");
        json.BytesOfUrl("payload");
        var chain = unsigned.Certificates("x5c", CertificateChain.Longest);
        return new NotationEnvelope(json.Text("protected"), json.Text("payload"), json.BytesOfUrl("signature"), chain)
        {
            Timestamp = unsigned.BytesOrNull(NotationNames.TimestampHeader) is { } token ? token : (ReadOnlyMemory<byte>?)null,
            Agent = unsigned.TextOrNull(NotationNames.AgentHeader),
        };
    }

    private static byte[] Decoded(string text) => Base64Url.DecodeFromChars(text);
}

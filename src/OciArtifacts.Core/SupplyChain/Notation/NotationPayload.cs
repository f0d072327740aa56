using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>What is signed: the descriptor of a manifest (signature-specification.md, "Payload").</summary>
internal static class NotationPayload
{
    internal static byte[] ToBytes(Descriptor subject) => OciJson.ToBytes(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("targetArtifact");
        json.WriteString("mediaType", subject.MediaType);
        json.WriteString("digest", subject.Digest.ToString());
        json.WriteNumber("size", subject.Size);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Parses a payload whose signature was verified. Annotations are metadata of the signer.</summary>
    /// <exception cref="OciException">The bytes are no payload (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static Descriptor Parse(ReadOnlyMemory<byte> bytes)
    {
        var target = StrictObject.Parse(bytes, "payload of a Notation signature").Object("targetArtifact");
        if (!Digest.TryParse(target.Text("digest"), out var digest)) throw target.Wrong("its digest is no digest");
        var annotations = target.ObjectOrNull("annotations")?.AllTexts();
        return new Descriptor(target.Text("mediaType"), digest, target.Number("size")) { Annotations = annotations };
    }
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Cosign;

/// <summary>What cosign signs in its tag form (sigstore/cosign, specs/SIGNATURE_SPEC.md, "Simple Signing").</summary>
/// <param name="DockerReference">The repository without tag and digest. A mirror has another one, so it is not compared.</param>
/// <param name="ManifestDigest">The digest of the signed manifest or index.</param>
internal sealed record SimpleSigning(string DockerReference, Digest ManifestDigest)
{
    internal const string MediaType = "application/vnd.dev.cosign.simplesigning.v1+json";

    private const string SignatureType = "cosign container image signature";

    /// <summary>Serialises the payload with the bytes that cosign would write.</summary>
    internal byte[] ToBytes() => OciJson.ToBytes(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("critical");
        json.WriteStartObject("identity");
        json.WriteString("docker-reference", DockerReference);
        json.WriteEndObject();
        json.WriteStartObject("image");
        json.WriteString("docker-manifest-digest", ManifestDigest.ToString());
        json.WriteEndObject();
        json.WriteString("type", SignatureType);
        json.WriteEndObject();
        json.WriteNull("optional");
        json.WriteEndObject();
    });

    /// <summary>Parses a payload whose signature was verified.</summary>
    /// <exception cref="OciException">
    /// The bytes are no such payload, or one of another type (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
    internal static SimpleSigning Parse(ReadOnlyMemory<byte> bytes)
    {
        var root = StrictObject.Parse(bytes, "payload of cosign");
        var critical = root.Object("critical");
        if (critical.Text("type") is var type && type != SignatureType) throw root.Wrong($"its type is '{type}', not '{SignatureType}'");
        var digest = critical.Object("image").Text("docker-manifest-digest");
        return Digest.TryParse(digest, out var manifest)
            ? new SimpleSigning(critical.ObjectOrNull("identity")?.TextOrNull("docker-reference") ?? "", manifest)
            : throw root.Wrong("its docker-manifest-digest is no digest");
    }
}

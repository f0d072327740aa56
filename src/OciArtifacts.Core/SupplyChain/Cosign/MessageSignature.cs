using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Cosign;

/// <summary>A signature of the bytes of the artifact itself (sigstore/protobuf-specs, sigstore_common.proto).</summary>
/// <param name="Digest">The digest of the artifact. It is a hint, and not signed.</param>
/// <param name="Signature">The signature.</param>
internal sealed record MessageSignature(Digest Digest, ReadOnlyMemory<byte> Signature)
{
    internal static MessageSignature Read(StrictObject json)
    {
        var digest = json.Object("messageDigest");
        if (digest.Text("algorithm") is var algorithm && algorithm != "SHA2_256")
        {
            throw json.Wrong($"its digest is one of {algorithm}, and only SHA2_256 is known");
        }

        return new MessageSignature(Digest.FromHash(Digest.Sha256Name, digest.BytesOfAny("digest")), json.BytesOfAny("signature"));
    }
}

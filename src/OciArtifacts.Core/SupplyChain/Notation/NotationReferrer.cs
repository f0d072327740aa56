using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>The manifest of a Notation signature (signature-specification.md, "OCI Signatures").</summary>
internal static class NotationReferrer
{
    /// <summary>The plan of the referrer with this envelope.</summary>
    internal static ManifestPlan Plan(NotationEnvelope envelope, ImageSpecVersion imageSpec) =>
        Plan(envelope, envelope.ToBytes(), [], imageSpec);

    /// <summary>The plan of the referrer with an envelope that another program made.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="bytes">The bytes of the envelope.</param>
    /// <param name="annotations">Annotations of the manifest, in addition to the required one.</param>
    /// <param name="imageSpec">The form of the manifest.</param>
    internal static ManifestPlan Plan(
        NotationEnvelope envelope,
        ReadOnlyMemory<byte> bytes,
        IEnumerable<KeyValuePair<string, string>> annotations,
        ImageSpecVersion imageSpec) =>
        new(NotationNames.ArtifactType, [PlannedLayer.OfBytes("signature", NotationNames.EnvelopeType, bytes)])
        {
            ImageSpec = imageSpec,
            Annotations = new Dictionary<string, string>(annotations, StringComparer.Ordinal)
            {
                [NotationNames.ThumbprintAnnotation] = Thumbprints(envelope),
            },
        };

    private static string Thumbprints(NotationEnvelope envelope)
    {
        var hashes = envelope.Chain.Select(certificate => Digest.Sha256(certificate.RawDataMemory.Span).Encoded);
        return $"[{string.Join(',', hashes.Select(hash => $"\"{hash}\""))}]";
    }
}

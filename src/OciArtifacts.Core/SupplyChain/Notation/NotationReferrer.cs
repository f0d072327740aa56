using System.Security.Cryptography;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>The manifest of a Notation signature (signature-specification.md, "OCI Signatures").</summary>
internal static class NotationReferrer
{
    /// <summary>The plan of the referrer with this envelope.</summary>
    internal static ManifestPlan Plan(NotationEnvelope envelope, ImageSpecVersion imageSpec) =>
        new(NotationNames.ArtifactType, [PlannedLayer.OfBytes("signature", NotationNames.EnvelopeType, envelope.ToBytes())])
        {
            ImageSpec = imageSpec,
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [NotationNames.ThumbprintAnnotation] = Thumbprints(envelope),
            },
        };

    private static string Thumbprints(NotationEnvelope envelope)
    {
        var hashes = envelope.Chain.Select(certificate => Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)));
        return $"[{string.Join(',', hashes.Select(hash => $"\"{hash}\""))}]";
    }
}

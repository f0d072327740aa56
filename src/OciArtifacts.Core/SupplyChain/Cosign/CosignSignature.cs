using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.SupplyChain.Cosign;

/// <summary>Signatures in the tag form of cosign (sigstore/cosign, specs/SIGNATURE_SPEC.md).</summary>
internal static class CosignSignature
{
    /// <summary>Signs a manifest or an index.</summary>
    /// <param name="subject">Its digest.</param>
    /// <param name="dockerReference">The repository, as <c>registry/repository</c>.</param>
    /// <param name="key">The key.</param>
    /// <returns>The plan of the manifest for the tag of signatures.</returns>
    internal static ManifestPlan Plan(Digest subject, string dockerReference, SigningKey key)
    {
        var payload = new SimpleSigning(dockerReference, subject).ToBytes();
        var signature = key.Sign(payload, SignatureScheme.Sigstore);
        return CosignTag.Plan(PlannedLayer.OfBytes("signature", SimpleSigning.MediaType, payload) with
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [CosignTag.SignatureAnnotation] = Convert.ToBase64String(signature),
            },
        });
    }

    /// <summary>Checks one layer of the manifest of signatures.</summary>
    /// <param name="layer">The descriptor of the layer.</param>
    /// <param name="payload">The content of the layer, which has the digest of the descriptor.</param>
    /// <param name="subject">The digest that has to be signed.</param>
    /// <param name="key">The key that has to be the signer's.</param>
    internal static SignatureCheck<SimpleSigning> Verify(Descriptor layer, ReadOnlyMemory<byte> payload, Digest subject, PublicKey key) =>
        SignatureCheck<SimpleSigning>.Run(() =>
        {
            if (layer.MediaType != SimpleSigning.MediaType)
            {
                return Failed($"the layer is a {MediaType.Shown(layer.MediaType)}, no signature");
            }

            var text = layer.Annotations?.GetValueOrDefault(CosignTag.SignatureAnnotation) ?? "";
            if (text.Length == 0 || !Base64Text.TryDecode(text, out var signature))
            {
                return Failed($"the layer has no annotation {CosignTag.SignatureAnnotation} with a signature");
            }

            if (!key.Verify(payload.Span, signature, SignatureScheme.Sigstore))
            {
                return Failed($"the signature was not made with the key {key.Id}, or the payload has changed");
            }

            var signed = SimpleSigning.Parse(payload);
            return signed.ManifestDigest == subject
                ? SignatureCheck<SimpleSigning>.Of(signed)
                : Failed($"the signature is for {signed.ManifestDigest}, not for {subject}");
        });

    private static SignatureCheck<SimpleSigning> Failed(string problem) => SignatureCheck<SimpleSigning>.Failed(problem);
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Dsse;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.SupplyChain.Cosign;

/// <summary>Attestations in the tag form of cosign (sigstore/cosign, specs/ATTESTATION_SPEC.md).</summary>
internal static class CosignAttestation
{
    /// <summary>Signs a statement.</summary>
    /// <param name="statement">The bytes of an in-toto statement.</param>
    /// <param name="key">The key.</param>
    /// <returns>The plan of the manifest for the tag of attestations.</returns>
    /// <exception cref="OciException">The bytes are no statement (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static ManifestPlan Plan(ReadOnlyMemory<byte> statement, SigningKey key)
    {
        var type = InTotoStatement.Parse(statement).PredicateType;
        var envelope = SignedStatement.Sign(statement, key).ToBytes();
        return CosignTag.Plan(PlannedLayer.OfBytes("attestation", DsseEnvelope.MediaType, envelope) with
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [CosignTag.SignatureAnnotation] = "",
                [CosignTag.PredicateAnnotation] = type,
            },
        });
    }

    /// <summary>Checks one layer of the manifest of attestations.</summary>
    /// <param name="envelope">The content of the layer, which has the digest of its descriptor.</param>
    /// <param name="subject">The digest that the statement has to be about.</param>
    /// <param name="key">The key that has to be the signer's.</param>
    internal static SignatureCheck<InTotoStatement> Verify(ReadOnlyMemory<byte> envelope, Digest subject, PublicKey key) =>
        SignatureCheck<InTotoStatement>.Run(() => SignedStatement.Verify(DsseEnvelope.Parse(envelope), subject, key));
}

using System.Text.Json;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.SupplyChain.Cosign;

/// <summary>Signatures and attestations as referrers with a Sigstore bundle, the form of cosign 3 (specs/BUNDLE_SPEC.md).</summary>
internal static class BundleReferrer
{
    /// <summary>The type of the predicate that makes a statement a signature of its subject.</summary>
    internal const string SignaturePredicate = "https://sigstore.dev/cosign/sign/v1";

    internal const string ContentAnnotation = "dev.sigstore.bundle.content";

    internal const string PredicateAnnotation = "dev.sigstore.bundle.predicateType";

    /// <summary>Signs a manifest or an index: the plan of the referrer.</summary>
    internal static ManifestPlan PlanSignature(Digest subject, SigningKey key)
    {
        using var empty = JsonDocument.Parse("{}");
        var statement = new InTotoStatement([StatementSubject.Of(subject)], SignaturePredicate, empty.RootElement);
        return Plan(statement.ToBytes(), SignaturePredicate, key);
    }

    /// <summary>Signs a statement: the plan of the referrer.</summary>
    /// <param name="statement">The bytes of an in-toto statement.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="OciException">The bytes are no statement (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static ManifestPlan PlanAttestation(ReadOnlyMemory<byte> statement, SigningKey key) =>
        Plan(statement, InTotoStatement.Parse(statement).PredicateType, key);

    /// <summary>Checks a bundle.</summary>
    /// <param name="bundle">The content of the layer, which has the digest of its descriptor.</param>
    /// <param name="subject">The digest that has to be signed.</param>
    /// <param name="key">The key that has to be the signer's.</param>
    internal static SignatureCheck<SignedBundle> Verify(ReadOnlyMemory<byte> bundle, Digest subject, PublicKey key) =>
        SignatureCheck<SignedBundle>.Run(() =>
        {
            var parsed = SigstoreBundle.Parse(bundle);
            var check = parsed.Message is { } message
                ? Verify(message, subject, key)
                : Verify(SignedStatement.Verify(parsed.Envelope!, subject, key), subject);
            return check.IsValid || !parsed.HasCertificate
                ? check
                : SignatureCheck<SignedBundle>.Failed($"{check.Problem} (it was made with a certificate, not with a key)");
        });

    private static ManifestPlan Plan(ReadOnlyMemory<byte> statement, string predicateType, SigningKey key)
    {
        var bundle = SigstoreBundle.ToBytes(SignedStatement.Sign(statement, key), key.PublicKey);
        return new ManifestPlan(SigstoreBundle.MediaType, [PlannedLayer.OfBytes("bundle", SigstoreBundle.MediaType, bundle)])
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [ContentAnnotation] = "dsse-envelope",
                [PredicateAnnotation] = predicateType,
            },
        };
    }

    private static SignatureCheck<SignedBundle> Verify(SignatureCheck<InTotoStatement> check, Digest subject) => check.IsValid
        ? SignatureCheck<SignedBundle>.Of(new SignedBundle(subject, check.Signed))
        : SignatureCheck<SignedBundle>.Failed(check.Problem);

    // The digest is the hash that is signed, so the bytes of the artifact are not needed.
    private static SignatureCheck<SignedBundle> Verify(MessageSignature message, Digest subject, PublicKey key)
    {
        if (subject.Algorithm != Digest.Sha256Name || message.Digest != subject)
        {
            return SignatureCheck<SignedBundle>.Failed($"the signature is for {message.Digest}, not for {subject}");
        }

        return key.VerifyHash(Convert.FromHexString(subject.Encoded), message.Signature.Span, SignatureScheme.Sigstore)
            ? SignatureCheck<SignedBundle>.Of(new SignedBundle(subject, Statement: null))
            : SignatureCheck<SignedBundle>.Failed($"the signature was not made with the key {key.Id}");
    }
}

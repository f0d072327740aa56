using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>
/// Promises signatures and attestations of cosign, each in two forms: under a tag, where cosign 2 looks for it, and as a referrer with
/// a Sigstore bundle, as cosign 3 makes it.
/// </summary>
/// <param name="key">The key.</param>
/// <param name="repository">The repository that signatures name, as <c>registry/repository</c>. No client decides by it.</param>
internal sealed class CosignPromises(SigningKey key, string repository)
{
    /// <summary>Whether each referrer replaces an older one of the same key.</summary>
    internal bool ReplacesOlder { get; init; }

    /// <summary>Promises the signature of each subject.</summary>
    internal IEnumerable<ReferrerPromise> Signatures(ReferrerSelector selector) => Replacing("signature",
    [
        Promise(MediaType.ImageConfig, subject => CosignSignature.Plan(subject.Content.Digest, repository, key)) with
        {
            Selector = selector,
            TagOf = digest => CosignTag.Of(digest, CosignTag.SignatureEnding),
            ProducerKey = $"cosign signature tag {key.PublicKey.Id} {repository}",
        },
        Promise(SigstoreBundle.MediaType, subject => BundleReferrer.PlanSignature(subject.Content.Digest, key)) with
        {
            Selector = selector,
            ProducerKey = $"cosign signature bundle {key.PublicKey.Id}",
        },
    ]);

    /// <summary>Promises a signed statement about each subject.</summary>
    /// <param name="selector">The subjects.</param>
    /// <param name="predicateType">The type of the predicate.</param>
    /// <param name="producerKey">A key of all inputs of the statement but the subject.</param>
    /// <param name="statementOf">Makes the statement about a subject.</param>
    internal IEnumerable<ReferrerPromise> Attestations(
        ReferrerSelector selector, string predicateType, string producerKey, Func<ReferrerSubject, byte[]> statementOf) =>
        Replacing(predicateType,
    [
        Promise(MediaType.ImageConfig, subject => CosignAttestation.Plan(statementOf(subject), key)) with
        {
            Selector = selector,
            TagOf = digest => CosignTag.Of(digest, CosignTag.AttestationEnding),
            ProducerKey = $"cosign attestation tag {key.PublicKey.Id} {producerKey}",
        },
        Promise(SigstoreBundle.MediaType, subject => BundleReferrer.PlanAttestation(statementOf(subject), key)) with
        {
            Selector = selector,
            ProducerKey = $"cosign attestation bundle {key.PublicKey.Id} {producerKey}",
        },
    ]);

    private IEnumerable<ReferrerPromise> Replacing(string kind, IEnumerable<ReferrerPromise> promises) =>
        ReplacesOlder ? promises.Select(promise => promise.Replacing($"{kind} {key.PublicKey.Id}")) : promises;

    private static ReferrerPromise Promise(string type, Func<ReferrerSubject, ManifestPlan> plan) =>
        new(type, (subject, _) => Task.FromResult<ArtifactPart?>(ArtifactPart.Of(plan(subject))));
}

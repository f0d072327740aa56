using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Provenance;
using OciArtifacts.Core.SupplyChain.Verification;

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

    /// <summary>What the subjects have already: it is not made again. The default is nothing.</summary>
    internal KnownSignatures? Known { get; init; }

    /// <summary>Promises the signature of each subject.</summary>
    internal IEnumerable<ReferrerPromise> Signatures(ReferrerSelector selector) => Replacing("signature",
    [
        Signature(SignatureFormat.CosignSignature, subject => CosignSignature.Plan(subject, repository, key)) with
        {
            Selector = selector,
            TagOf = digest => CosignTag.Of(digest, CosignTag.SignatureEnding),
            ProducerKey = $"cosign signature tag {key.PublicKey.Id} {repository}",
        },
        Signature(SignatureFormat.SigstoreBundle, subject => BundleReferrer.PlanSignature(subject, key)) with
        {
            Selector = selector,
            ProducerKey = $"cosign signature bundle {key.PublicKey.Id}",
        },
    ]);

    /// <summary>Promises a signed statement about each subject.</summary>
    /// <param name="selector">The subjects.</param>
    /// <param name="predicateType">The type of the predicate.</param>
    /// <param name="producerKey">A key of all inputs of the statement but the subject.</param>
    /// <param name="statementOf">Gives the statement about a subject; <see langword="null"/> if there is none.</param>
    internal IEnumerable<ReferrerPromise> Attestations(
        ReferrerSelector selector,
        string predicateType,
        string producerKey,
        Func<ReferrerSubject, CancellationToken, Task<byte[]?>> statementOf)
    {
        var statements = new Dictionary<Digest, byte[]?>();
        return Replacing(predicateType,
        [
            Promise(SignatureFormat.CosignAttestation, OnceAsync, (_, statement) => CosignAttestation.Plan(statement, key)) with
            {
                Selector = selector,
                TagOf = digest => CosignTag.Of(digest, CosignTag.AttestationEnding),
                ProducerKey = $"cosign attestation tag {key.PublicKey.Id} {producerKey}",
            },
            Promise(SignatureFormat.SigstoreBundle, OnceAsync, (_, statement) => BundleReferrer.PlanAttestation(statement, key)) with
            {
                Selector = selector,
                ProducerKey = $"cosign attestation bundle {key.PublicKey.Id} {producerKey}",
            },
        ]);

        // Both forms sign the same statement.
        async Task<byte[]?> OnceAsync(ReferrerSubject subject, CancellationToken cancellation) =>
            statements.TryGetValue(subject.Content.Digest, out var known)
                ? known
                : statements[subject.Content.Digest] = await statementOf(subject, cancellation).ConfigureAwait(false);
    }

    /// <summary>Promises to sign the unsigned provenance of an artifact, or of an entry, that was published before.</summary>
    internal IEnumerable<ReferrerPromise> OfPublishedProvenance() =>
        Attestations(ReferrerSelector.All, ProvenanceNames.PredicateType, "published", PublishedProvenance.FindAsync)
            .Select(promise => promise.Where(static subject => subject.IsPublished));

    private ReferrerPromise Signature(SignatureFormat format, Func<Digest, ManifestPlan> plan) =>
        Promise(format, statementOf: null, (subject, _) => plan(subject.Content.Digest));

    private IEnumerable<ReferrerPromise> Replacing(string kind, IEnumerable<ReferrerPromise> promises) =>
        ReplacesOlder ? promises.Select(promise => promise.Replacing($"{kind} {key.PublicKey.Id}")) : promises;

    private ReferrerPromise Promise(
        SignatureFormat format,
        Func<ReferrerSubject, CancellationToken, Task<byte[]?>>? statementOf,
        Func<ReferrerSubject, byte[], ManifestPlan> plan)
    {
        async Task<ArtifactPart?> ProduceAsync(ReferrerSubject subject, CancellationToken cancellation)
        {
            var statement = statementOf is null ? null : await statementOf(subject, cancellation).ConfigureAwait(false);
            if (statementOf is not null && statement is null) return null;
            return Known is not null && await Known.HasAsync(subject, format, statement, cancellation).ConfigureAwait(false)
                ? null
                : ArtifactPart.Of(plan(subject, statement ?? []));
        }

        return new ReferrerPromise(format == SignatureFormat.SigstoreBundle ? SigstoreBundle.MediaType : MediaType.ImageConfig, ProduceAsync);
    }
}

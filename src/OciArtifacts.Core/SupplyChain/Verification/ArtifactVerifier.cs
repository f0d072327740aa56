using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Trust;

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>
/// Verifies whether an artifact is trusted, by what is attached to it and by nothing else: no other server is asked than the source.
/// </summary>
/// <param name="policy">Says whose artifacts are trusted.</param>
public sealed class ArtifactVerifier(TrustPolicy policy)
{
    /// <summary>
    /// Whether each entry of an index has to have the signatures and attestations too. The default is no: a signature of the index
    /// covers its entries, because the index has their digests. The entries of an index that is an entry are verified too, and all
    /// only as far as nothing failed before; at most 1000.
    /// </summary>
    public bool IncludesEntries { get; init; }

    /// <summary>Says which certificates have expired. The default is the clock of the machine.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Verifies a manifest or an index. It returns normally for an artifact that is not trusted too: see
    /// <see cref="VerificationOutcome.IsTrusted"/>, or call <see cref="VerificationOutcome.EnsureTrusted"/>.
    /// </summary>
    /// <param name="subject">The manifest or the index. Only its digest is trusted.</param>
    /// <param name="source">
    /// The registry repository or layout that has the artifact and its referrers. The tags of cosign 2 are read if it is an
    /// <see cref="ITagResolver"/>.
    /// </param>
    /// <param name="repository">
    /// The repository, <c>registry/repository</c>, which selects the policy. For a layout it is where the artifact comes from, or empty.
    /// </param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OciException">The source cannot be read. Content that is missing or damaged is no such failure.</exception>
    public async Task<VerificationOutcome> VerifyAsync(
        Descriptor subject, IReferrerSource source, string repository, CancellationToken cancellation)
    {
        if (policy.RuleFor(repository) is not { } rule)
        {
            var none = VerificationDemand.Failed(
                DemandKind.Policy, "a policy for its repository", $"'{policy.Path}' has none, so nobody is trusted");
            return new VerificationOutcome(subject, repository, Policy: null, [none]);
        }

        var content = await SubjectContent.ReadAsync(subject, source, cancellation).ConfigureAwait(false);
        var demands = new List<VerificationDemand> { content.Demand() };
        if (rule.Digests.Count > 0) demands.Add(DigestDemand(rule, subject));
        if (rule.ArtifactType is { } type) demands.Add(content.TypeDemand(type));
        demands.AddRange(await SignerDemandsAsync(rule, subject, source, cancellation).ConfigureAwait(false));
        var outcome = new VerificationOutcome(subject, repository, rule.Name, demands);
        if (!IncludesEntries) return outcome;
        var seen = new HashSet<Digest>();
        return await WithEntriesAsync(outcome, content).ConfigureAwait(false);

        // The entries of an index that is an entry too, each once. They are not looked at where something failed before.
        async Task<VerificationOutcome> WithEntriesAsync(VerificationOutcome index, SubjectContent indexContent)
        {
            var entries = new List<VerificationOutcome>();
            foreach (var entry in indexContent.Entries.Where(entry => seen.Add(entry.Digest)))
            {
                if (!index.IsTrusted || !entries.TrueForAll(one => one.IsTrusted)) break;
                if (seen.Count > EvidenceLimits.Entries) return index with { Demands = [.. index.Demands, TooManyEntries] };
                var read = await SubjectContent.ReadAsync(entry, source, cancellation).ConfigureAwait(false);
                var signers = await SignerDemandsAsync(rule, entry, source, cancellation).ConfigureAwait(false);
                var one = new VerificationOutcome(entry, repository, rule.Name, [read.Demand(), .. signers]);
                entries.Add(await WithEntriesAsync(one, read).ConfigureAwait(false));
            }

            return index with { Entries = entries };
        }
    }

    private static VerificationDemand TooManyEntries => VerificationDemand.Failed(
        DemandKind.Content, $"at most {EvidenceLimits.Entries} entries", "it has more, and they are not looked at");

    private async Task<IReadOnlyList<VerificationDemand>> SignerDemandsAsync(
        TrustRule rule, Descriptor subject, IReferrerSource source, CancellationToken cancellation)
    {
        if (rule.Verification.Level == VerificationLevel.Skip) return [];
        var withTags = rule.CosignKeys.Count + rule.Attestations.Count > 0;
        var evidence = await new EvidenceCollector(source, subject.Digest).CollectAsync(withTags, cancellation).ConfigureAwait(false);
        var keys = new KeySignatures(rule, subject.Digest, evidence);
        var demands = new List<VerificationDemand>();
        if (rule.DemandsNotation) demands.Add(new NotationSignatures(rule, subject, Time).Demand(evidence));
        if (rule.CosignKeys.Count > 0) demands.Add(keys.SignatureDemand());
        demands.AddRange(rule.Attestations.Select(keys.AttestationDemand));
        return demands;
    }

    private static VerificationDemand DigestDemand(TrustRule rule, Descriptor subject)
    {
        var wanted = rule.Digests.Count == 1 ? $"the digest {rule.Digests[0]}" : $"one of the digests {string.Join(", ", rule.Digests)}";
        return rule.Digests.Contains(subject.Digest)
            ? VerificationDemand.Met(DemandKind.Digest, wanted)
            : VerificationDemand.Failed(DemandKind.Digest, wanted, $"it has {subject.Digest}");
    }
}

using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain;
using OciArtifacts.Core.SupplyChain.Provenance;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>Promises the provenance of what this build makes.</summary>
/// <param name="facts">What the build knows about itself.</param>
/// <param name="packages">The packages that it used; <see langword="null"/> for an image that another target made.</param>
internal sealed class ProvenancePromises(BuildFacts facts, ResolvedPackages? packages)
{
    /// <summary>Called for each file before it is read.</summary>
    internal Action<string> TrackInput { get; set; } = static _ => { };

    /// <summary>Promises a statement of the artifact and of each entry of an index.</summary>
    /// <param name="cosign">Signs the statements; <see langword="null"/> where they stay unsigned.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="replacesOlder">Whether an unsigned statement replaces an older one.</param>
    internal IEnumerable<ReferrerPromise> Promises(CosignPromises? cosign, Func<string, string?> environment, bool replacesOlder)
    {
        var builder = BuilderEnvironment.Read(BuilderEnvironment.Variables
            .Select(name => KeyValuePair.Create(name, environment(name) ?? ""))
            .ToDictionary(StringComparer.Ordinal));
        var provenance = new SlsaProvenance(facts, builder);
        var promises = cosign is null
            ? [Unsigned(provenance, builder, replacesOlder)]
            : cosign.Attestations(
                ReferrerSelector.All,
                ProvenanceNames.PredicateType,
                $"{provenance.InputsKey} {packages?.Key}",
                (subject, _) => Task.FromResult<byte[]?>(StatementOf(subject, builder)));
        return promises.Select(promise => promise.Where(IsMadeHere));
    }

    private ReferrerPromise Unsigned(SlsaProvenance provenance, BuilderEnvironment builder, bool replacesOlder)
    {
        var promise = provenance.Promise(ReferrerSelector.All, subject => StatementOf(subject, builder));
        if (promise.ProducerKey is not null) promise = promise with { ProducerKey = $"{promise.ProducerKey} {packages?.Key}" };
        return replacesOlder ? promise.Replacing(ProvenanceNames.PredicateType) : promise;
    }

    // Another machine built the entries that it published, and only that machine can say how.
    private bool IsMadeHere(ReferrerSubject subject) => packages is null
        || subject.Artifact.Entries.All(entry => entry.Content.Digest != subject.Content.Digest || entry.Source == EntrySource.Built);

    // An entry of an index is of one runtime and framework, which the index does not have.
    private byte[] StatementOf(ReferrerSubject subject, BuilderEnvironment builder)
    {
        var entry = subject.Artifact.Entries.FirstOrDefault(entry => entry.Content.Digest == subject.Content.Digest);
        var (framework, runtime) = (entry?.TargetFramework ?? facts.TargetFramework, entry?.RuntimeIdentifier ?? facts.RuntimeIdentifier);
        var own = facts with
        {
            RuntimeIdentifier = runtime,
            TargetFramework = framework,
            Dependencies = packages?.Of(framework ?? "", runtime ?? "", TrackInput) ?? [],
        };
        return new SlsaProvenance(own, builder).StatementOf(subject.Content);
    }
}

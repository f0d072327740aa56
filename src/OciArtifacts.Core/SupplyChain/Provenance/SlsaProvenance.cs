using System.Text.Json;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.SupplyChain.Provenance;

/// <summary>
/// The provenance of an artifact: a statement of in-toto with the predicate SLSA Provenance v1. It claims no level: that is for the
/// platform, which signs it.
/// </summary>
/// <param name="facts">What the build knows.</param>
/// <param name="builder">Where it runs.</param>
internal sealed class SlsaProvenance(BuildFacts facts, BuilderEnvironment builder)
{
    private readonly SlsaPredicate _predicate = new(facts, builder);

    /// <summary>
    /// A key of all inputs but the subject and the run, on a build platform. Two runs of a platform have different bytes, so a
    /// referrer with this key is kept while its subject and the inputs are the same. <see langword="null"/> on no platform: the
    /// same inputs have the same bytes.
    /// </summary>
    internal string? ProducerKey => builder.IsPlatform ? InputsKey : null;

    /// <summary>A key of all inputs but the subject and the run.</summary>
    internal string InputsKey => $"{ProvenanceNames.PredicateType} {Digest.Sha256(_predicate.ToBytes(withRun: false))}";

    /// <summary>The statement about a subject, to be signed or to be attached as it is.</summary>
    internal byte[] StatementOf(Descriptor subject)
    {
        using var predicate = JsonDocument.Parse(_predicate.ToBytes());
        return new InTotoStatement([StatementSubject.Of(subject.Digest)], ProvenanceNames.PredicateType, predicate.RootElement).ToBytes();
    }

    /// <summary>Promises the unsigned statement as a referrer.</summary>
    /// <param name="selector">The subjects: each gets a statement of its own.</param>
    /// <param name="statementOf">Makes the statement about a subject. The default is <see cref="StatementOf"/>.</param>
    /// <param name="annotations">Further annotations of the referrers, such as a date.</param>
    internal ReferrerPromise Promise(
        ReferrerSelector selector,
        Func<ReferrerSubject, byte[]>? statementOf = null,
        IReadOnlyDictionary<string, string>? annotations = null)
    {
        Task<ArtifactPart?> ProduceAsync(ReferrerSubject subject, CancellationToken cancellation)
        {
            var statement = statementOf?.Invoke(subject) ?? StatementOf(subject.Content);
            var plan = UnsignedStatement.Plan(statement, ProvenanceNames.PredicateType, annotations);
            return Task.FromResult<ArtifactPart?>(ArtifactPart.Of(plan));
        }

        return new ReferrerPromise(InTotoStatement.MediaType, ProduceAsync) { Selector = selector, ProducerKey = ProducerKey };
    }
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// A referrer that is declared before its subject exists, such as a signature or an SBOM. The packer calls the producer when
/// the digest of the subject is known, before anything is written to a layout or sent to a registry.
/// </summary>
/// <param name="ArtifactType">The artifact type of the referrer, a media type; empty if only the producer knows it.</param>
/// <param name="ProduceAsync">
/// Makes the referrer of one subject; <see langword="null"/> if this subject gets none. The packer sets the subject of a plan.
/// An artifact that exists must have the subject already. Both must have the promised type, and no referrers of their own.
/// </param>
public sealed record ReferrerPromise(
    string ArtifactType, Func<ReferrerSubject, CancellationToken, Task<ArtifactPart?>> ProduceAsync)
{
    internal const string OwnReferrers = "A promised referrer cannot have referrers itself. Promise them with ReferrerSelector.ReferrersOf.";

    /// <summary>The subjects that get such a referrer. The default is <see cref="ReferrerSelector.Root"/>.</summary>
    public ReferrerSelector Selector { get; init; } = ReferrerSelector.Root;

    /// <summary>
    /// A key of the producer and of everything that it uses in addition to the subject, for a referrer that is not
    /// reproducible, such as a signature. Two promises of one type for one subject need different keys. While the subject and the
    /// key stay the same, the tasks of OciArtifacts.Build keep the
    /// referrer of the last run. <see cref="ArtifactPacker"/> alone remembers no run. The default is <see langword="null"/>:
    /// the same subject gives the same bytes, and each run makes the referrer again.
    /// </summary>
    public string? ProducerKey { get; init; }

    /// <summary>
    /// Makes a tag from the digest of the subject, for clients that find a signature by its tag, such as <c>sha256-….sig</c> of
    /// cosign. The manifest has no subject then. The default is <see langword="null"/>: the subject of the manifest tells it.
    /// </summary>
    public Func<Digest, string>? TagOf { get; init; }

    /// <summary>A referrer that does not depend on its subject, such as a file.</summary>
    /// <exception cref="ArgumentException">The plan promises referrers: select this referrer for them instead.</exception>
    public static ReferrerPromise Of(ManifestPlan plan)
    {
        if (plan.Referrers.Count > 0) throw new ArgumentException(OwnReferrers, nameof(plan));
        var part = ArtifactPart.Of(plan);
        return new ReferrerPromise(plan.ArtifactType, (_, _) => Task.FromResult<ArtifactPart?>(part)) { Plan = plan };
    }

    /// <summary>
    /// The same promise, whose referrer replaces an older one of the same subject, type and producer
    /// (<see cref="Annotations.Producer"/>). Under a tag that all clients share, its layers replace older layers.
    /// </summary>
    internal ReferrerPromise Replacing(string producer) => this with
    {
        ProducerKey = ProducerKey is null ? null : $"{ProducerKey} {producer}",
        Plan = null,
        ProduceAsync = async (subject, cancellation) =>
        {
            var part = await ProduceAsync(subject, cancellation).ConfigureAwait(false);
            if (part?.Plan is not { } plan) return part;
            return ArtifactPart.Of(TagOf is null
                ? plan with { Annotations = With(plan.Annotations, producer) }
                : plan with
                {
                    Layers = [.. plan.Layers.Select(layer => layer with { Annotations = With(layer.Annotations, producer) })],
                });
        },
    };

    /// <summary>The same promise, which makes nothing for some subjects.</summary>
    internal ReferrerPromise Where(Func<ReferrerSubject, bool> takes) => this with
    {
        Plan = null,
        ProduceAsync = (subject, cancellation) =>
            takes(subject) ? ProduceAsync(subject, cancellation) : Task.FromResult<ArtifactPart?>(null),
    };

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> annotations, string producer) =>
        new(annotations, StringComparer.Ordinal) { [Annotations.Producer] = producer };

    /// <summary>The plan of a referrer that does not depend on its subject.</summary>
    internal ManifestPlan? Plan { get; private init; }
}

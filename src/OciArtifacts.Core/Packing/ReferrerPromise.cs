namespace OciArtifacts.Core.Packing;

/// <summary>
/// A referrer that is declared before its subject exists, such as a signature or an SBOM. The packer calls the producer when
/// the digest of the subject is known, before anything is written to a layout or sent to a registry.
/// </summary>
/// <param name="ArtifactType">The artifact type of the referrer, a media type.</param>
/// <param name="ProduceAsync">
/// Makes the referrer of one subject; <see langword="null"/> if this subject gets none. The packer sets the subject of a plan.
/// An artifact that exists must have the subject already.
/// </param>
public sealed record ReferrerPromise(
    string ArtifactType, Func<ReferrerSubject, CancellationToken, Task<ArtifactPart?>> ProduceAsync)
{
    /// <summary>The subjects that get such a referrer. The default is <see cref="ReferrerSelector.Root"/>.</summary>
    public ReferrerSelector Selector { get; init; } = ReferrerSelector.Root;

    /// <summary>
    /// A key of the producer and of everything that it uses in addition to the subject, for a referrer that is not
    /// reproducible, such as a signature. While the subject and the key stay the same, the packer keeps the earlier referrer.
    /// The default is <see langword="null"/>: the same subject gives the same bytes, and each run makes the referrer again.
    /// </summary>
    public string? ProducerKey { get; init; }

    /// <summary>A referrer that does not depend on its subject, such as a file.</summary>
    public static ReferrerPromise Of(ManifestPlan plan)
    {
        var part = ArtifactPart.Of(plan);
        return new ReferrerPromise(plan.ArtifactType, (_, _) => Task.FromResult<ArtifactPart?>(part)) { Plan = plan };
    }

    /// <summary>The plan of a referrer that does not depend on its subject.</summary>
    internal ManifestPlan? Plan { get; private init; }
}

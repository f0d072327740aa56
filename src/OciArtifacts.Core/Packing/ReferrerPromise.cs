namespace OciArtifacts.Core.Packing;

/// <summary>
/// A referrer that is declared before its subject exists, such as a signature or an SBOM. The packer asks for it when the digest of the subject
/// is known, and before anything is written or sent.
/// </summary>
/// <param name="ArtifactType">The artifact type of the referrer, a media type.</param>
/// <param name="ProduceAsync">
/// Makes the referrer of one subject; <see langword="null"/> where this subject has none. The packer sets the subject of a plan; an artifact
/// that exists must have it already.
/// </param>
public sealed record ReferrerPromise(
    string ArtifactType, Func<ReferrerSubject, CancellationToken, Task<ArtifactPart?>> ProduceAsync)
{
    /// <summary>The subjects that get such a referrer. The default is <see cref="ReferrerSelector.Root"/>.</summary>
    public ReferrerSelector Selector { get; init; } = ReferrerSelector.Root;

    /// <summary>
    /// The identity of the producer and of everything that it uses beside the subject, for a referrer that is another one each time it is made,
    /// such as a signature: as long as subject and identity are the same, an earlier referrer is kept. The default is <see langword="null"/>:
    /// the same subject gives the same bytes, and the referrer is made each time.
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

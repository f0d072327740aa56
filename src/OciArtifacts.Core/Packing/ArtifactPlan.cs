namespace OciArtifacts.Core.Packing;

/// <summary>
/// A description of an artifact before any file is opened: a <see cref="ManifestPlan"/> or an <see cref="IndexPlan"/>. The packed artifact is a
/// pure function of the plan and of the bytes of its files.
/// </summary>
/// <param name="ArtifactType">The artifact type, a media type (RFC 6838).</param>
public abstract record ArtifactPlan(string ArtifactType)
{
    /// <summary>The form in which the manifest states its type. The default is <see cref="ImageSpecVersion.V1_1"/>.</summary>
    public ImageSpecVersion ImageSpec { get; init; } = ImageSpecVersion.V1_1;

    /// <summary>Annotations of the manifest or of the index. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The referrers, declared without a subject: each is made when the digest of its subject is known. A later promise may select the
    /// referrers of an earlier one. The default is none.
    /// </summary>
    public IReadOnlyList<ReferrerPromise> Referrers { get; init; } = [];

    /// <summary>The manifests that are still to be packed: the plan itself, or the planned entries of an index.</summary>
    internal abstract IEnumerable<ManifestPlan> OwnManifests { get; }

    /// <summary>The same with the referrers that are planned already.</summary>
    internal IEnumerable<ManifestPlan> AllManifests => OwnManifests
        .Concat(OwnManifests.Prepend(this).Distinct().SelectMany(plan => plan.Referrers).Select(promise => promise.Plan).OfType<ManifestPlan>());
}

namespace OciArtifacts.Core.Packing;

/// <summary>
/// The plan of an artifact, made before any of its files is opened: a <see cref="ManifestPlan"/> or an
/// <see cref="IndexPlan"/>. Only the plan and the bytes of its files decide the bytes of the artifact.
/// </summary>
/// <param name="ArtifactType">The artifact type, a media type (image-spec 1.1, manifest.md, "artifactType"; RFC 6838).</param>
public abstract record ArtifactPlan(string ArtifactType)
{
    /// <summary>The form in which the manifest states its type. The default is <see cref="ImageSpecVersion.V1_1"/>.</summary>
    public ImageSpecVersion ImageSpec { get; init; } = ImageSpecVersion.V1_1;

    /// <summary>Annotations of the manifest or of the index. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The promised referrers. The packer makes each one when the digest of its subject is known. A promise can select the
    /// referrers of the promises before it. The default is none.
    /// </summary>
    public IReadOnlyList<ReferrerPromise> Referrers { get; init; } = [];

    /// <summary>The manifests to pack: the plan itself, or the planned entries of an index.</summary>
    internal abstract IEnumerable<ManifestPlan> OwnManifests { get; }

    /// <summary>The manifests to pack, with the referrers that have a plan already.</summary>
    internal IEnumerable<ManifestPlan> AllManifests => OwnManifests
        .Concat(OwnManifests.Prepend(this)
            .Distinct()
            .SelectMany(plan => plan.Referrers)
            .Select(promise => promise.Plan)
            .OfType<ManifestPlan>());
}

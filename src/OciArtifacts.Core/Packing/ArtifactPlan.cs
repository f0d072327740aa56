namespace OciArtifacts.Core.Packing;

/// <summary>
/// What shall be in an artifact, before any file is opened. What is packed is a pure function of the plan and of the files' bytes.
/// </summary>
/// <param name="ArtifactType">The artifact type, a media type.</param>
/// <param name="Layers">The layers in order. None is allowed: then the empty content stands for them. An index has none.</param>
public sealed record ArtifactPlan(string ArtifactType, IReadOnlyList<PlannedLayer> Layers)
{
    /// <summary>How the manifest says its type. The default is <see cref="ImageSpecVersion.V1_1"/>.</summary>
    public ImageSpecVersion ImageSpec { get; init; } = ImageSpecVersion.V1_1;

    /// <summary>The config. The default is none: then the empty content stands for it.</summary>
    public PlannedConfig? Config { get; init; }

    /// <summary>Annotations of the config's descriptor. The default is none.</summary>
    public IReadOnlyDictionary<string, string> ConfigAnnotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The manifests that an index joins, one a platform; type and annotations are then those of the index, which has no config. The default is
    /// none: the artifact is one manifest.
    /// </summary>
    public IReadOnlyList<PlannedEntry> Entries { get; init; } = [];

    /// <summary>Annotations of the manifest, or of the index. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What is attached to the artifact, each an artifact of its own. The default is none.</summary>
    public IReadOnlyList<ArtifactPlan> Referrers { get; init; } = [];

    /// <summary>The time of every entry of every archive. The default is the Unix epoch, so that layers do not change with time.</summary>
    public DateTimeOffset EntryTime { get; init; } = DateTimeOffset.UnixEpoch;
}

namespace OciArtifacts.Core.Packing;

/// <summary>The plan of one manifest with its layers (image-spec 1.1, manifest.md).</summary>
/// <param name="ArtifactType">The artifact type, a media type.</param>
/// <param name="Layers">The layers in order. A manifest without layers gets the empty descriptor as its only layer.</param>
public sealed record ManifestPlan(string ArtifactType, IReadOnlyList<PlannedLayer> Layers) : ArtifactPlan(ArtifactType)
{
    /// <summary>The config. The default is none: the manifest then has the empty descriptor as its config.</summary>
    public PlannedConfig? Config { get; init; }

    /// <summary>Annotations of the config's descriptor. The default is none.</summary>
    public IReadOnlyDictionary<string, string> ConfigAnnotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The time of all entries in archives. The default is the Unix epoch, so that archives do not change with time.</summary>
    public DateTimeOffset EntryTime { get; init; } = DateTimeOffset.UnixEpoch;

    internal override IEnumerable<ManifestPlan> OwnManifests => [this];
}

namespace OciArtifacts.Core.Packing;

/// <summary>A description of one manifest with its layers (image-spec 1.1, manifest.md).</summary>
/// <param name="ArtifactType">The artifact type, a media type.</param>
/// <param name="Layers">The layers in order. Without a layer, the manifest has the empty content in the place of one.</param>
public sealed record ManifestPlan(string ArtifactType, IReadOnlyList<PlannedLayer> Layers) : ArtifactPlan(ArtifactType)
{
    /// <summary>The config. The default is none: then the manifest has the empty content as its config.</summary>
    public PlannedConfig? Config { get; init; }

    /// <summary>Annotations of the config's descriptor. The default is none.</summary>
    public IReadOnlyDictionary<string, string> ConfigAnnotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The time of every entry of every archive. The default is the Unix epoch, so that layers do not change with time.</summary>
    public DateTimeOffset EntryTime { get; init; } = DateTimeOffset.UnixEpoch;

    internal override IEnumerable<ManifestPlan> OwnManifests => [this];
}

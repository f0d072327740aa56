using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// The plan of an index entry: a manifest to pack, an artifact that was packed before, or an artifact that a build on any
/// machine has published.
/// </summary>
public sealed record PlannedEntry
{
    private PlannedEntry(ArtifactPart part, Platform? platform)
    {
        Part = part;
        Platform = platform;
    }

    /// <summary>An entry that the packer packs together with the index.</summary>
    public PlannedEntry(ManifestPlan plan, Platform? platform)
        : this(ArtifactPart.Of(plan), platform)
    {
    }

    /// <summary>An entry that exists: packed before, or published (<see cref="PackedArtifact.Published"/>), with its referrers.</summary>
    public PlannedEntry(PackedArtifact artifact, Platform? platform)
        : this(ArtifactPart.Of(artifact), platform)
    {
    }

    /// <summary>The platform of the entry; <see langword="null"/> for all platforms.</summary>
    public Platform? Platform { get; }

    /// <summary>Annotations of the entry's descriptor in the index. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal ArtifactPart Part { get; }
}

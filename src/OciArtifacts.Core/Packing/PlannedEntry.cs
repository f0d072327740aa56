using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// An entry of an index that is planned: a manifest that is still to be packed, an artifact that was packed before, or one that was published,
/// by any build on any machine.
/// </summary>
public sealed record PlannedEntry
{
    private PlannedEntry(ArtifactPart part, Platform? platform)
    {
        Part = part;
        Platform = platform;
    }

    /// <summary>An entry that is packed together with the index.</summary>
    public PlannedEntry(ManifestPlan plan, Platform? platform)
        : this(ArtifactPart.Of(plan), platform)
    {
    }

    /// <summary>An entry that exists already: packed before, or published (<see cref="PackedArtifact.Published"/>). It keeps its referrers.</summary>
    public PlannedEntry(PackedArtifact artifact, Platform? platform)
        : this(ArtifactPart.Of(artifact), platform)
    {
    }

    /// <summary>The platform that the entry is for; <see langword="null"/> where it is for all.</summary>
    public Platform? Platform { get; }

    /// <summary>Annotations of the entry's descriptor in the index. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal ArtifactPart Part { get; }
}

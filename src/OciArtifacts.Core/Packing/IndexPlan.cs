namespace OciArtifacts.Core.Packing;

/// <summary>The plan of an index (image-spec 1.1, image-index.md).</summary>
/// <param name="ArtifactType">The artifact type of the index, a media type.</param>
/// <param name="Entries">The entries in order. Clients take the first entry that matches their platform.</param>
public sealed record IndexPlan(string ArtifactType, IReadOnlyList<PlannedEntry> Entries) : ArtifactPlan(ArtifactType)
{
    internal override IEnumerable<ManifestPlan> OwnManifests => Entries.Select(entry => entry.Part.Plan).OfType<ManifestPlan>();
}

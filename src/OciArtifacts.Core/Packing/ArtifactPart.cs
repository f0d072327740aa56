namespace OciArtifacts.Core.Packing;

/// <summary>A manifest that is part of a larger artifact: one that is still to be packed, or an artifact that exists.</summary>
public sealed class ArtifactPart
{
    private ArtifactPart(ManifestPlan? plan, PackedArtifact? artifact)
    {
        Plan = plan;
        Artifact = artifact;
    }

    internal ManifestPlan? Plan { get; }

    internal PackedArtifact? Artifact { get; }

    /// <summary>A manifest that is still to be packed.</summary>
    public static ArtifactPart Of(ManifestPlan plan) => new(plan, artifact: null);

    /// <summary>An artifact that exists.</summary>
    public static ArtifactPart Of(PackedArtifact artifact) => new(plan: null, artifact);
}

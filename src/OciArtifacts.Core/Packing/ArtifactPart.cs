namespace OciArtifacts.Core.Packing;

/// <summary>A part of a larger artifact: a manifest that the packer packs, or an artifact that exists.</summary>
public sealed class ArtifactPart
{
    private ArtifactPart(ManifestPlan? plan, PackedArtifact? artifact)
    {
        Plan = plan;
        Artifact = artifact;
    }

    internal ManifestPlan? Plan { get; }

    internal PackedArtifact? Artifact { get; }

    /// <summary>A part that the packer packs.</summary>
    public static ArtifactPart Of(ManifestPlan plan) => new(plan, artifact: null);

    /// <summary>A part that exists: packed before, or published.</summary>
    public static ArtifactPart Of(PackedArtifact artifact) => new(plan: null, artifact);
}

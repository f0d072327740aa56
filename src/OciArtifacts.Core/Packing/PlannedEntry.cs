using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>One entry of an index (image-spec 1.1, image-index.md, "manifests").</summary>
/// <param name="Platform">The platform that it is for.</param>
/// <param name="Artifact">What it is.</param>
public sealed record PlannedEntry(Platform Platform, ArtifactPlan Artifact);

namespace OciArtifacts.Core.Packing;

/// <summary>What the work folder says of a packed artifact beside its root.</summary>
internal sealed record PackedContents(PackedManifestEntry[] Manifests, PackedManifestEntry[] Referrers);

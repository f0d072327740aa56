namespace OciArtifacts.Core.Packing;

/// <summary>What the work folder says of a manifest: its bytes, and where those of its layers are.</summary>
internal sealed record PackedManifestEntry(byte[] Manifest, byte[] Config, PackedLayerEntry[] Layers);

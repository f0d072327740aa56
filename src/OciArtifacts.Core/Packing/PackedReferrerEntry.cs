namespace OciArtifacts.Core.Packing;

/// <summary>What the work folder says of an attached artifact: its bytes, and where those of its layers are.</summary>
internal sealed record PackedReferrerEntry(byte[] Manifest, byte[] Config, PackedLayerEntry[] Layers);

namespace OciArtifacts.Core.Packing;

/// <summary>What the work folder says of a layer beside what the manifest says of it.</summary>
internal sealed record PackedLayerEntry(string Name, string Path, int FileCount, string? Stamp);

namespace OciArtifacts.Core.Packing;

/// <summary>The config of an artifact: small, and in memory.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">Its bytes.</param>
public sealed record PlannedConfig(string MediaType, ReadOnlyMemory<byte> Bytes);

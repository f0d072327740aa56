namespace OciArtifacts.TestKit.Registry;

/// <summary>No bytes when the registry does not keep them.</summary>
internal sealed record StoredBlob(long Size, byte[]? Bytes);

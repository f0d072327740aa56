namespace OciArtifacts.TestKit.Registry;

/// <summary>A stored blob. It has no bytes where the registry does not keep them.</summary>
internal sealed record StoredBlob(long Size, byte[]? Bytes);

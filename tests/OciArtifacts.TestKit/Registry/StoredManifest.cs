namespace OciArtifacts.TestKit.Registry;

internal sealed record StoredManifest(string MediaType, byte[] Bytes);

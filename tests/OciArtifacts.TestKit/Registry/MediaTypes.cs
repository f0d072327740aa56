namespace OciArtifacts.TestKit.Registry;

internal static class MediaTypes
{
    internal const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    internal const string Index = "application/vnd.oci.image.index.v1+json";
    internal const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    internal const string DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";
    internal const string Empty = "application/vnd.oci.empty.v1+json";
}

using System.Security.Cryptography;
using System.Text;
using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks;

/// <summary>A small image that the SDK's containers are made on.</summary>
internal static class BaseImage
{
    internal const string Repository = "base";
    internal const string Tag = "1";

    // An empty tar archive in gzip.
    private static readonly byte[] Layer = Convert.FromHexString("1f8b08000000000000ff621805a360148c5800080000ffff2eafb5ef00040000");

    internal static void PutInto(TestRegistry registry)
    {
        var uncompressed = Convert.ToHexStringLower(SHA256.HashData(new byte[1024]));
        var config = Encoding.UTF8.GetBytes(
            $$"""{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin"]},"rootfs":{"type":"layers","diff_ids":["sha256:{{uncompressed}}"]},"history":[{"created_by":"base"}]}""");
        var layer = registry.AddBlob(Repository, Layer);
        var manifest =
            $$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
             "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{registry.AddBlob(Repository, config)}}","size":{{config.Length}}},
             "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{layer}}","size":{{Layer.Length}}}]}
            """;
        registry.AddManifest(Repository, Tag, "application/vnd.oci.image.manifest.v1+json", Encoding.UTF8.GetBytes(manifest));
    }
}

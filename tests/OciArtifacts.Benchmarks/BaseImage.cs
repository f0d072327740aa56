using System.Security.Cryptography;
using System.Text;
using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks;

/// <summary>A small image that the SDK's containers are made on.</summary>
internal static class BaseImage
{
    internal const string Repository = "base";
    internal const string Tag = "1";

    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    // An empty tar archive in gzip.
    private static readonly byte[] Layer = Convert.FromHexString("1f8b08000000000000ff621805a360148c5800080000ffff2eafb5ef00040000");

    private static readonly byte[] Config = Encoding.UTF8.GetBytes(
        $$"""
        {"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/bin"]},
         "rootfs":{"type":"layers","diff_ids":["{{DigestOf(new byte[1024])}}"]},"history":[{"created_by":"base"}]}
        """);

    private static readonly byte[] Manifest = Encoding.UTF8.GetBytes(
        $$"""
        {"schemaVersion":2,"mediaType":"{{ManifestType}}",
         "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{DigestOf(Config)}}","size":{{Config.Length}}},
         "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{DigestOf(Layer)}}","size":{{Layer.Length}}}]}
        """);

    internal static void PutInto(TestRegistry registry)
    {
        registry.AddBlob(Repository, Layer);
        registry.AddBlob(Repository, Config);
        registry.AddManifest(Repository, Tag, ManifestType, Manifest);
    }

    /// <summary>Pushes it to a registry of another make.</summary>
    internal static async Task PushToAsync(Uri registry, HttpClient client)
    {
        foreach (var blob in (byte[][])[Layer, Config])
        {
            using var session = await client.PostAsync(new Uri(registry, $"/v2/{Repository}/blobs/uploads/"), content: null);
            using var content = new ByteArrayContent(blob);
            var upload = new Uri($"{session.Headers.Location}&digest={Uri.EscapeDataString(DigestOf(blob))}");
            using var stored = await client.PutAsync(upload, content);
            stored.EnsureSuccessStatusCode();
        }

        using var manifest = new ByteArrayContent(Manifest);
        manifest.Headers.TryAddWithoutValidation("Content-Type", ManifestType);
        using var tagged = await client.PutAsync(new Uri(registry, $"/v2/{Repository}/manifests/{Tag}"), manifest);
        tagged.EnsureSuccessStatusCode();
    }

    private static string DigestOf(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}

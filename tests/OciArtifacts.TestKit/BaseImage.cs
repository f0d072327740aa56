using System.Security.Cryptography;
using System.Text;

namespace OciArtifacts.TestKit;

/// <summary>A small image that the SDK's containers can be made on.</summary>
public static class BaseImage
{
    public const string Repository = "base";
    public const string Tag = "1";
    public const string IndexTag = "all";

    private const string IndexType = "application/vnd.oci.image.index.v1+json";
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    // An empty tar archive in gzip.
    private static readonly byte[] Layer = Convert.FromHexString("1f8b08000000000000ff621805a360148c5800080000ffff2eafb5ef00040000");

    private static readonly byte[] Config = ConfigOf("amd64");

    private static readonly byte[] Manifest = ManifestOf(Config);

    public static void PutInto(TestRegistry registry)
    {
        registry.AddBlob(Repository, Layer);
        registry.AddBlob(Repository, Config);
        registry.AddManifest(Repository, Tag, ManifestType, Manifest);
    }

    /// <summary>The image for two processors, as an index.</summary>
    public static void PutIndexInto(TestRegistry registry)
    {
        registry.AddBlob(Repository, Layer);
        var entries = new List<string>();
        foreach (var architecture in (string[])["amd64", "arm64"])
        {
            var config = ConfigOf(architecture);
            var manifest = ManifestOf(config);
            registry.AddBlob(Repository, config);
            registry.AddManifest(Repository, architecture, ManifestType, manifest);
            entries.Add(
                $$"""
                {"platform":{"architecture":"{{architecture}}","os":"linux"},
                 "mediaType":"{{ManifestType}}","digest":"{{DigestOf(manifest)}}","size":{{manifest.Length}} }
                """);
        }

        var index = $$"""{"schemaVersion":2,"mediaType":"{{IndexType}}","manifests":[{{string.Join(',', entries)}}]}""";
        registry.AddManifest(Repository, IndexTag, IndexType, Encoding.UTF8.GetBytes(index));
    }

    /// <summary>Pushes it to a registry of another make.</summary>
    public static async Task PushToAsync(Uri registry, HttpClient client)
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

    private static byte[] ConfigOf(string architecture) => Encoding.UTF8.GetBytes(
        $$"""
        {"architecture":"{{architecture}}","os":"linux","config":{"Env":["PATH=/usr/bin"]},
         "rootfs":{"type":"layers","diff_ids":["{{DigestOf(new byte[1024])}}"]},"history":[{"created_by":"base"}]}
        """);

    private static byte[] ManifestOf(byte[] config) => Encoding.UTF8.GetBytes(
        $$"""
        {"schemaVersion":2,"mediaType":"{{ManifestType}}",
         "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{DigestOf(config)}}","size":{{config.Length}}},
         "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{DigestOf(Layer)}}","size":{{Layer.Length}}}]}
        """);

    private static string DigestOf(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}

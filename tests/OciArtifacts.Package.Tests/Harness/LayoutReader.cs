using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>
/// Reads an image layout by the image specification, without the library under test. Opening checks all of it: the marker, the digest and
/// size of all content that the index names, directly or not, and of all other blobs.
/// </summary>
internal sealed class LayoutReader
{
    private const string TagKey = "org.opencontainers.image.ref.name";
    private readonly string _folder;
    private readonly IReadOnlyList<OciDescriptor> _roots;

    private LayoutReader(string folder, IReadOnlyList<OciDescriptor> roots)
    {
        _folder = folder;
        _roots = roots;
    }

    internal IReadOnlyList<string> Tags => [.. Tagged().Select(root => root.Annotations[TagKey])];

    /// <summary>The manifests without a tag. They are referrers.</summary>
    internal IReadOnlyList<OciManifest> Attached => [.. _roots.Except(Tagged()).Select(root => OciManifest.Parse(Read(root)))];

    /// <summary>
    /// Blobs that the index does not name, directly or not. They belong to an artifact that has lost its tag.
    /// </summary>
    internal IReadOnlyList<string> Unreferenced { get; private set; } = [];

    /// <summary>The only manifest with a tag. It may have several tags.</summary>
    internal OciManifest Manifest => OciManifest.Parse(Read(Root));

    /// <summary>The descriptor of that manifest.</summary>
    internal OciDescriptor Root => Tagged().DistinctBy(root => root.Digest).Single();

    internal static LayoutReader Open(string folder)
    {
        using var marker = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "oci-layout")));
        Assert.AreEqual("1.0.0", marker.RootElement.GetProperty("imageLayoutVersion").GetString());
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "index.json")));
        Assert.AreEqual(2, index.RootElement.GetProperty("schemaVersion").GetInt32());
        var layout = new LayoutReader(folder, [.. index.RootElement.GetProperty("manifests").EnumerateArray().Select(OciDescriptor.Read)]);
        layout.Check();
        return layout;
    }

    /// <summary>The manifest with that tag.</summary>
    internal OciManifest Tagged(string tag) =>
        OciManifest.Parse(Read(_roots.Single(root => root.Annotations.GetValueOrDefault(TagKey) == tag)));

    /// <summary>The bytes of content. Their size and digest have been checked.</summary>
    internal byte[] Read(OciDescriptor content)
    {
        var bytes = File.ReadAllBytes(PathOf(content));
        Assert.HasCount((int)content.Size, bytes, content.Digest);
        Assert.AreEqual(content.Hex, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return bytes;
    }

    /// <summary>All layers unpacked over each other, in their order.</summary>
    internal FileTree Unpack() => FileTree.OfLayers(Manifest.Layers.Select(layer => (layer, Read(layer))));

    /// <summary>One layer, unpacked.</summary>
    internal FileTree Unpack(OciDescriptor layer) => FileTree.OfLayers([(layer, Read(layer))]);

    /// <summary>The digest of the uncompressed content.</summary>
    internal static string UncompressedDigest(byte[] gzip)
    {
        using var unpacked = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var tar = new MemoryStream();
        unpacked.CopyTo(tar);
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(tar.ToArray()))}";
    }

    private IEnumerable<OciDescriptor> Tagged() => _roots.Where(root => root.Annotations.ContainsKey(TagKey));

    private string PathOf(OciDescriptor content) => Path.Combine(_folder, "blobs", "sha256", content.Hex);

    private void Check()
    {
        Assert.IsNotEmpty(_roots);
        var reached = new HashSet<string>(_roots.SelectMany(Walk), StringComparer.Ordinal);
        var blobs = Directory.GetFiles(Path.Combine(_folder, "blobs", "sha256")).Select(Path.GetFileName).ToList();
        foreach (var blob in blobs)
        {
            var size = new FileInfo(Path.Combine(_folder, "blobs", "sha256", blob!)).Length;
            Read(new OciDescriptor("", $"sha256:{blob}", size));
        }

        Unreferenced = [.. blobs.Where(blob => !reached.Contains(blob!))!];
        Assert.HasCount(
            blobs.Count + 2,
            Directory.GetFiles(_folder, "*", SearchOption.AllDirectories),
            "There is more than the marker, the index and blobs.");
    }

    // Reading checks the digest and the size by the descriptor.
    private IReadOnlyList<string> Walk(OciDescriptor root)
    {
        if (root.MediaType == OciIndex.Type) return [root.Hex, .. OciIndex.Parse(Read(root)).Entries.SelectMany(Walk)];
        Assert.AreEqual(OciManifest.Type, root.MediaType);
        var manifest = OciManifest.Parse(Read(root));
        Assert.AreEqual(root.MediaType, manifest.MediaType);
        foreach (var content in manifest.Layers.Append(manifest.Config)) Read(content);
        return [.. manifest.Layers.Append(manifest.Config).Append(root).Select(content => content.Hex)];
    }
}

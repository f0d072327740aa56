using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>Malicious content causes a failure with a code, and nothing of it gets into the layout.</summary>
[TestClass]
public sealed class HostileContentTests
{
    private const string D =
        "{\"mediaType\":\"t/t\",\"digest\":\"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"size\":3}";
    private const string E =
        "{\"mediaType\":\"t/t\",\"digest\":\"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"size\":";

    [TestMethod]
    [DataRow(MediaType.Manifest, "{\"config\":" + D + ",\"layers\":[],\"manifests\":[]}", DisplayName = "both")]
    [DataRow(MediaType.Index, "{\"config\":" + D + ",\"manifests\":[]}", DisplayName = "an index with a config")]
    [DataRow(MediaType.Index, "{\"layers\":[],\"manifests\":[]}", DisplayName = "an index with layers")]
    [DataRow(MediaType.Index, "{\"fsLayers\":[],\"manifests\":[]}", DisplayName = "an index of the first schema")]
    [DataRow(MediaType.Manifest, "{\"fsLayers\":[],\"config\":" + D + ",\"layers\":[]}", DisplayName = "a manifest of two schemas")]
    [DataRow(MediaType.Manifest, "{\"config\":" + D + ",\"layers\":[],\"layers\":[]}", DisplayName = "layers twice")]
    [DataRow(
        MediaType.Manifest,
        "{\"mediaType\":\"a/b\",\"mediaType\":\"a/b\",\"config\":" + D + ",\"layers\":[]}",
        DisplayName = "a type twice")]
    [DataRow(
        MediaType.Manifest, "{\"mediaType\":\"" + MediaType.Index + "\",\"config\":" + D + ",\"layers\":[]}", DisplayName = "another type")]
    [DataRow(MediaType.Index, "{\"mediaType\":\"" + MediaType.Manifest + "\",\"manifests\":[]}", DisplayName = "another type of index")]
    [DataRow(MediaType.Manifest, "{\"config\":" + D + ",\"layers\":[null]}", DisplayName = "a layer is null")]
    [DataRow(MediaType.Index, "{\"manifests\":[null]}", DisplayName = "an entry is null")]
    [DataRow(MediaType.Manifest, "{\"config\":" + E + "-1},\"layers\":[]}", DisplayName = "a negative size")]
    [DataRow(MediaType.Manifest, "{\"config\":" + E + "1e999},\"layers\":[]}", DisplayName = "a huge number")]
    [DataRow(MediaType.Index, "{\"manifests\":[" + E + "99999999999999999999}]}", DisplayName = "a long number")]
    [DataRow(MediaType.Manifest, "{\"config\":" + D + ",\"layers\":[]}{}", DisplayName = "something behind it")]
    [DataRow(MediaType.Manifest, "<html></html>", DisplayName = "a page")]
    [DataRow(MediaType.Manifest, "", DisplayName = "nothing")]
    public Task What_is_no_manifest_is_not_pulled(string type, string json) => RefusesAsync(OciErrorCode.MalformedContent, type, json);

    [TestMethod]
    [Timeout(60_000)]
    [DataRow(MediaType.Manifest, "{\"x\":", 10_000)]
    [DataRow(MediaType.Index, "{\"manifests\":", 10_000)]
    [DataRow(MediaType.Manifest, "", 4 * Sample.Mebibyte)]
    [DataRow(MediaType.Index, "", 4 * Sample.Mebibyte)]
    public Task What_is_nested_without_an_end_is_not_pulled(string type, string before, int depth) =>
        RefusesAsync(OciErrorCode.MalformedContent, type, before + new string('[', depth));

    [TestMethod]
    [DataRow(MediaType.Manifest, "{\"config\":{},\"layers\":[],\"manifests\":[]}")]
    [DataRow(MediaType.Index, "{\"fsLayers\":[],\"manifests\":[]}")]
    [DataRow(MediaType.Manifest, "{\"fsLayers\":[],\"layers\":[]}")]
    [DataRow(MediaType.Index, "{\"mediaType\":\"" + MediaType.Index + "\",\"mediaType\":\"" + MediaType.Index + "\",\"manifests\":[]}")]
    [DataRow(MediaType.Index, "{\"manifests\":[]}{}")]
    [DataRow(MediaType.Index, "[]")]
    public async Task What_is_no_manifest_has_no_name(string type, string json)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { OmitDigestHeader = true });
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", type, Encoding.UTF8.GetBytes(json));
        await Failure.WithAsync(OciErrorCode.MalformedContent, () => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
    }

    [TestMethod]
    [Timeout(60_000)]
    [DataRow(false)]
    [DataRow(true)]
    public async Task An_index_that_says_to_hold_itself_is_not_pulled(bool isHeadBare)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { OmitDigestHeader = isHeadBare });
        var claimed = new Descriptor(MediaType.Index, Digest.Sha256("claimed"u8), 0);
        claimed = claimed with { Size = new ImageIndex([claimed with { Size = 100 }]).ToBytes().Length };
        peer.Registry.AddManifest(RegistryPeer.Name, claimed.Digest.ToString(), MediaType.Index, new ImageIndex([claimed]).ToBytes());
        await RefusesAsync(OciErrorCode.ContentMismatch, peer, claimed);
    }

    [TestMethod]
    [DataRow(99, true)]
    [DataRow(100, false)]
    public async Task Indexes_are_followed_to_a_depth(int depth, bool isPulled)
    {
        await using var peer = await RegistryPeer.StartAsync();
        var root = Sample.Index(peer.Source);
        for (var i = 0; i < depth; i++) root = Sample.Index(peer.Source, root);
        await Stock.FillAsync(peer, root);
        if (!isPulled)
        {
            var failure = await RefusesAsync(OciErrorCode.MalformedContent, peer, root);
            Assert.Contains("at most 100", failure.Message, StringComparison.Ordinal);
            return;
        }

        using var copy = new ContentCopy(peer.Repository, new MemoryStore(), new ContentCopyOptions());
        await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
    }

    [TestMethod]
    [DataRow("longer than it says")]
    [DataRow("short")]
    [DataRow("as long as it")]
    public async Task A_blob_that_is_another_is_not_pulled(string sent)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Path.Contains("/blobs/", StringComparison.Ordinal) ? Answer.Json(sent) : null,
        });
        await RefusesBlobAsync(peer);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_blob_without_an_end_is_not_pulled()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Path.Contains("/blobs/", StringComparison.Ordinal) ? new FaultAnswer { EndlessBody = true } : null,
        });
        await RefusesBlobAsync(peer);
    }

    [TestMethod]
    public async Task A_blob_that_never_comes_is_not_pulled()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request =>
                request.Path.Contains("/blobs/", StringComparison.Ordinal) ? new FaultAnswer { TruncateBodyAfter = 0 } : null,
        });
        await RefusesBlobAsync(peer, OciErrorCode.RegistryUnreachable);
    }

    [TestMethod]
    public async Task What_a_manifest_calls_itself_steers_no_terminal()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { OmitDigestHeader = true });
        var json = Encoding.UTF8.GetBytes("{\"mediaType\":\"a/b\\n##vso[x]\\u001b[2J\",\"config\":" + D + ",\"layers\":[]}");
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", MediaType.Manifest, json);
        Func<Task>[] reads =
        [
            () => peer.Repository.ResolveAsync("1.0", CancellationToken.None),
            () => peer.Repository.ReadChildrenAsync(Descriptor.Of(MediaType.Manifest, json), CancellationToken.None),
        ];
        foreach (var read in reads)
        {
            var failure = await Failure.WithAsync(OciErrorCode.MalformedContent, read);
            Assert.DoesNotContain("vso", failure.Message, StringComparison.Ordinal);
            Assert.Contains("something that is no media type", failure.Message, StringComparison.Ordinal);
        }
    }

    private static Task RefusesBlobAsync(RegistryPeer peer, OciErrorCode code = OciErrorCode.ContentMismatch)
    {
        var blob = Descriptor.Of("a/b", "as long as I "u8);
        peer.Registry.AddBlob(RegistryPeer.Name, "as long as I "u8.ToArray());
        var manifest = new Manifest(blob, []).ToBytes();
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", MediaType.Manifest, manifest);
        return RefusesAsync(code, peer, Descriptor.Of(MediaType.Manifest, manifest));
    }

    private static async Task RefusesAsync(OciErrorCode code, string type, string json)
    {
        await using var peer = await RegistryPeer.StartAsync();
        var bytes = Encoding.UTF8.GetBytes(json);
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", type, bytes);
        await RefusesAsync(code, peer, Descriptor.Of(type, bytes));
    }

    // Pulls into a layout with content, which stays as it is.
    private static async Task<OciException> RefusesAsync(OciErrorCode code, RegistryPeer peer, Descriptor root)
    {
        using var folder = new WorkFolder();
        var (layout, good) = (new LayoutDirectory(folder["layout"]), new MemoryStore());
        using (var copy = new ContentCopy(good, layout, new ContentCopyOptions()))
        {
            await copy.CopyAsync(Sample.Manifest(good, "good"), ["good"], CancellationToken.None);
        }

        var before = Stock.FilesOf(layout);
        using var pull = new ContentCopy(peer.Repository, layout, new ContentCopyOptions());
        var failure = await Failure.WithAsync(code, () => pull.CopyAsync(root, ["1.0"], CancellationToken.None));
        Assert.AreSequenceEqual(before, Stock.FilesOf(layout));
        return failure;
    }
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>Pulling a whole artifact gives the same bytes in spite of failures.</summary>
[TestClass]
public sealed class WholeArtifactTests
{
    private static readonly FaultAnswer Truncated = new() { TruncateBodyAfter = 30 };
    private static readonly FaultAnswer Aborted = new() { Abort = true };
    private static readonly FaultAnswer Overloaded = FaultAnswer.Error(503, "UNAVAILABLE");

    [TestMethod]
    [Timeout(120_000)]
    [DataRow(1, false)]
    [DataRow(2, false)]
    [DataRow(3, false)]
    [DataRow(1, true)]
    [DataRow(2, true)]
    public async Task Every_byte_arrives_through_faults(int nth, bool isRangeUnsupported)
    {
        foreach (var fault in new[] { Truncated, Aborted, Overloaded })
        {
            var plan = FaultPlan.EveryNth(nth, fault, request => request.Method == "GET");
            await using var peer = await RegistryPeer.StartAsync(
                new TestRegistryOptions { Fault = plan.Answer, RangeUnsupported = isRangeUnsupported });
            var (root, contents) = await StockAsync(peer);
            Assert.AreEqual(root, await peer.Repository.ResolveAsync(root.Digest.ToString(), CancellationToken.None));
            using var folder = new WorkFolder();
            foreach (var store in new IContentStore[] { new LayoutDirectory(folder["layout"]), new MemoryStore() })
            {
                using var copy = new ContentCopy(peer.Repository, store, new ContentCopyOptions());
                await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
                foreach (var content in contents)
                {
                    Assert.AreSequenceEqual(await Sample.ReadAsync(peer.Source, content), await Sample.ReadAsync(store, content));
                }
            }

            Assert.IsGreaterThan(1, plan.Count);
        }
    }

    [TestMethod]
    public async Task A_layout_holds_the_contents_and_nothing_else()
    {
        var plan = FaultPlan.EveryNth(1, Truncated);
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer });
        var (root, contents) = await StockAsync(peer);
        using var folder = new WorkFolder();
        var layout = new LayoutDirectory(folder["layout"]);
        using var copy = new ContentCopy(peer.Repository, layout, new ContentCopyOptions());
        await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
        var blobs = contents.Select(content => content.Digest)
            .Distinct()
            .Select(digest => $"{Path.Combine("blobs", "sha256", digest.Encoded)} {digest}");
        var found = Stock.FilesOf(layout).Where(file => file.StartsWith("blobs", StringComparison.Ordinal));
        Assert.AreSequenceEqual(blobs.Order(StringComparer.Ordinal), found);
        Assert.IsEmpty(Directory.EnumerateFiles(layout.Folder, "*.part", SearchOption.AllDirectories));
        Assert.AreEqual(root.Digest, (await layout.ResolveAsync("1.0", CancellationToken.None))!.Digest);
    }

    [TestMethod]
    public async Task Each_content_is_asked_for_once()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var (root, contents) = await StockAsync(peer);
        using var copy = new ContentCopy(peer.Repository, new MemoryStore(), new ContentCopyOptions());
        await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
        foreach (var blob in contents.Where(content => !MediaType.IsManifest(content.MediaType)))
        {
            Assert.HasCount(1, peer.Requests.Where(request => request.Path == $"/v2/{RegistryPeer.Name}/blobs/{blob.Digest}"));
        }

        foreach (var request in peer.Requests) Assert.AreEqual("GET", request.Method);
    }

    // An index of two artifacts that share a layer. One of them has an empty layer and a large one.
    private static async Task<(Descriptor Root, IReadOnlyList<Descriptor> Contents)> StockAsync(RegistryPeer peer)
    {
        var shared = Sample.Blob(peer.Source, new string('x', 1000));
        var large = peer.Source.Add("application/octet-stream", Sample.Bytes(300_000));
        var empty = peer.Source.Add("application/octet-stream", []);
        var root = Sample.Index(
            peer.Source, Sample.Manifest(peer.Source, "a", shared, large, empty), Sample.Manifest(peer.Source, "b", shared));
        return (root, await Stock.FillAsync(peer, root));
    }
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Layout;

/// <summary>The search in nested indexes ends, whatever the indexes name.</summary>
[TestClass]
public sealed class LayoutSearchTests : IContentSource
{
    private static readonly Digest Missing = Digest.Sha256("missing"u8);

    private readonly MemoryStore _store = new();
    private int _opened;

    public required TestContext TestContext { get; set; }

    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => _store.ExistsAsync(content, cancellation);

    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        _opened++;
        return _store.OpenAsync(content, cancellation);
    }

    [TestMethod]
    public async Task An_index_that_is_named_twice_is_read_once()
    {
        Assert.IsNull(await FindAsync(Nested(10, times: 2), Missing));
        Assert.AreEqual(10, _opened);
    }

    [TestMethod]
    public async Task An_entry_below_100_indexes_is_found_and_a_deeper_index_is_refused()
    {
        var inner = Descriptor.Of(MediaType.Index, new ImageIndex([]).ToBytes());
        Assert.AreEqual(inner.Digest, (await FindAsync(Nested(100, times: 1), inner.Digest))!.Digest);
        var failure = await Failure.WithAsync(OciErrorCode.MalformedContent, () => FindAsync(Nested(101, times: 1), Missing));
        Assert.Contains("at most 100", failure.Message);
    }

    // Twenty entries at each of the levels are more than 10^13 ways to the innermost one.
    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = false)]
    public async Task What_a_layout_has_is_checked_once_however_often_it_is_named_and_not_without_end()
    {
        Assert.IsTrue(await ExistsInLayoutAsync(Nested(10, times: 20)));
        Assert.IsTrue(await ExistsInLayoutAsync(Nested(100, times: 1)));
        Assert.IsFalse(await ExistsInLayoutAsync(Nested(101, times: 1)));
    }

    [TestMethod]
    public async Task Content_that_is_named_a_second_time_with_another_size_does_not_exist()
    {
        using var work = new WorkFolder();
        var layout = new LayoutDirectory(work["oci"]);
        var entry = _store.Add(MediaType.Index, new ImageIndex([]).ToBytes());
        var root = _store.Add(MediaType.Index, new ImageIndex([entry, entry with { Size = entry.Size + 1 }]).ToBytes());
        foreach (var one in (Descriptor[])[entry, root]) await layout.PutAsync(one, _store, TestContext.CancellationToken);
        Assert.IsFalse(await layout.ExistsAsync(root, TestContext.CancellationToken));
    }

    private async Task<bool> ExistsInLayoutAsync(ImageIndex index)
    {
        using var work = new WorkFolder();
        var layout = new LayoutDirectory(work["oci"]);
        var root = _store.Add(MediaType.Index, index.ToBytes());
        for (var one = root; one is not null;)
        {
            await layout.PutAsync(one, _store, TestContext.CancellationToken);
            var bytes = await _store.ReadAllAsync(one, ContentReading.LargestManifest, TestContext.CancellationToken);
            one = ImageIndex.Parse(bytes).Manifests is [var first, ..] ? first : null;
        }

        return await layout.ExistsAsync(root, TestContext.CancellationToken);
    }

    private ImageIndex Nested(int depth, int times)
    {
        var index = new ImageIndex([]);
        for (var i = 0; i < depth; i++)
        {
            var entry = _store.Add(MediaType.Index, index.ToBytes());
            index = new ImageIndex([.. Enumerable.Repeat(entry, times)]);
        }

        return index;
    }

    private Task<Descriptor?> FindAsync(ImageIndex index, Digest digest) =>
        LayoutSearch.FindAsync(index, digest, this, TestContext.CancellationToken);
}

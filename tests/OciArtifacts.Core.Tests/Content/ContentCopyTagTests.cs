using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

[TestClass]
public sealed class ContentCopyTagTests
{
    private readonly MemoryStore _source = new();
    private readonly WatchedStore _from;
    private readonly WatchedStore _to = new(new MemoryStore());
    private readonly ConcurrentQueue<CopyEvent> _events = new();
    private readonly Descriptor _blob;
    private readonly Descriptor _root;

    public ContentCopyTagTests()
    {
        _from = new WatchedStore(_source);
        _blob = Sample.Blob(_source, "blob");
        _root = Sample.Manifest(_source, "m", _blob);
    }

    [TestMethod]
    public async Task Each_of_several_tags_is_one_put_of_the_root()
    {
        await CopyAsync("1.2.3", "1.2", "latest");
        Assert.AreSequenceEqual(["1.2.3", "1.2", "latest"], _to.TagsOf(WatchedStore.Tag));
        Assert.DoesNotContain(_root.Digest, _to.ContentsOf(WatchedStore.Put));
        Assert.HasCount(3, _to.Inner.Tags);
    }

    [TestMethod]
    public async Task Without_tags_the_root_is_put_itself()
    {
        await CopyAsync();
        Assert.AreEqual(_root.Digest, _to.ContentsOf(WatchedStore.Put)[^1]);
        Assert.IsEmpty(_to.TagsOf(WatchedStore.Tag));
    }

    [TestMethod]
    public async Task Where_the_tag_names_the_root_already_nothing_else_is_asked()
    {
        await CopyAsync("1.0");
        var (asked, read) = (_to.Calls.Count, _from.Calls.Count);
        await CopyAsync("1.0");
        Assert.HasCount(asked + 1, _to.Calls);
        Assert.AreEqual(WatchedStore.Resolve, _to.Calls[^1].Verb);
        Assert.HasCount(read, _from.Calls);
    }

    [TestMethod]
    public async Task Only_tags_that_name_another_are_given()
    {
        await CopyAsync("1.0");
        var put = _to.ContentsOf(WatchedStore.Put).Count;
        await CopyAsync("1.0", "latest");
        Assert.AreSequenceEqual(["1.0", "latest"], _to.TagsOf(WatchedStore.Tag));
        Assert.HasCount(put, _to.ContentsOf(WatchedStore.Put));
    }

    [TestMethod]
    public async Task A_tag_of_another_root_is_moved()
    {
        var other = Sample.Manifest(_source, "other");
        await _to.Inner.TagAsync(other, _source, "1.0", CancellationToken.None);
        await CopyAsync("1.0");
        Assert.AreEqual(_root.Digest, _to.Inner.Tags["1.0"].Digest);
    }

    [TestMethod]
    public async Task A_root_that_is_there_needs_no_children()
    {
        await _to.Inner.PutAsync(_root, _source, CancellationToken.None);
        await CopyAsync("1.0");
        Assert.AreSequenceEqual([_root.Digest], _to.ContentsOf(WatchedStore.Exists));
        Assert.IsEmpty(_to.ContentsOf(WatchedStore.Put));
        Assert.AreEqual(_root.Digest, _to.Inner.Tags["1.0"].Digest);
    }

    [TestMethod]
    public async Task A_child_that_is_there_needs_no_children()
    {
        var index = Sample.Index(_source, _root);
        await _to.Inner.PutAsync(_root, _source, CancellationToken.None);
        using var copy = new ContentCopy(_from, _to, new ContentCopyOptions());
        await copy.CopyAsync(index, ["1.0"], CancellationToken.None);
        Assert.DoesNotContain(_blob.Digest, _to.ContentsOf(WatchedStore.Exists));
    }

    [TestMethod]
    public async Task A_store_that_cannot_resolve_tags_gets_all_of_them()
    {
        var to = new StoreWithoutResolver(_to);
        using (var copy = new ContentCopy(_from, to, new ContentCopyOptions()))
        {
            await copy.CopyAsync(_root, ["1.0"], CancellationToken.None);
        }

        using var again = new ContentCopy(_from, to, new ContentCopyOptions());
        await again.CopyAsync(_root, ["1.0"], CancellationToken.None);
        Assert.AreSequenceEqual(["1.0", "1.0"], _to.TagsOf(WatchedStore.Tag));
        Assert.IsEmpty(_to.TagsOf(WatchedStore.Resolve));
    }

    [TestMethod]
    public async Task Each_content_is_reported_once_when_it_is_done()
    {
        await _to.Inner.PutAsync(_blob, _source, CancellationToken.None);
        await CopyAsync("1", "2", "3");
        Assert.AreSequenceEqual(
            [(Descriptor.Empty.Digest, CopyOutcome.Copied), (_blob.Digest, CopyOutcome.Present), (_root.Digest, CopyOutcome.Copied)],
            _events.Select(done => (done.Content.Digest, done.Outcome)));
    }

    [TestMethod]
    public async Task A_root_that_was_there_is_reported_as_present()
    {
        await CopyAsync("1.0");
        _events.Clear();
        await CopyAsync("1.0");
        Assert.AreSequenceEqual([(_root.Digest, CopyOutcome.Present)], _events.Select(done => (done.Content.Digest, done.Outcome)));
    }

    private async Task CopyAsync(params string[] tags)
    {
        using var copy = new ContentCopy(_from, _to, new ContentCopyOptions { Parallelism = 1, Report = _events.Enqueue });
        await copy.CopyAsync(_root, tags, CancellationToken.None);
    }

    private sealed class StoreWithoutResolver(WatchedStore inner) : IContentStore
    {
        public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => inner.ExistsAsync(content, cancellation);

        public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => inner.OpenAsync(content, cancellation);

        public Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation) =>
            inner.PutAsync(content, from, cancellation);

        public Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation) =>
            inner.TagAsync(root, from, tag, cancellation);
    }
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>A copy puts referrers after the root and before its tags.</summary>
[TestClass]
public sealed class ContentCopyAttachedTests
{
    private readonly MemoryStore _source = new();
    private readonly Descriptor _root;
    private readonly Descriptor _attached;
    private readonly Descriptor _report;

    public ContentCopyAttachedTests()
    {
        _root = Sample.Manifest(_source, "m", Sample.Blob(_source, "blob"));
        _report = Sample.Blob(_source, "report");
        _attached = _source.Add(
            MediaType.Manifest,
            new Manifest(Sample.Blob(_source, "{}") with { MediaType = MediaType.Empty }, [_report]) { Subject = _root, ArtifactType = "a/b" }.ToBytes());
    }

    [TestMethod]
    public async Task It_is_there_before_a_tag_leads_to_the_root_and_after_the_root_itself()
    {
        var to = new WatchedStore(new MemoryStore());
        await CopyAsync(to, "1.0", "latest");
        var puts = to.ContentsOf(WatchedStore.Put);
        Digest[] expected = [_root.Digest, _report.Digest, _attached.Digest];
        Assert.AreSequenceEqual(expected, puts.Where(expected.Contains));
        Assert.IsLessThan(PositionOf(to, WatchedStore.Tag, _root), PositionOf(to, WatchedStore.Put, _attached));
        Assert.AreSequenceEqual(["1.0", "latest"], to.TagsOf(WatchedStore.Tag));
    }

    [TestMethod]
    public async Task Without_tags_it_is_put_behind_the_root()
    {
        var to = new WatchedStore(new MemoryStore());
        await CopyAsync(to);
        Assert.IsLessThan(PositionOf(to, WatchedStore.Put, _attached), PositionOf(to, WatchedStore.Put, _root));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Without_tags_what_is_there_is_only_asked_for(bool areKnown)
    {
        var store = new MemoryStore();
        await CopyAsync(new WatchedStore(store));
        var again = new WatchedStore(store);
        using var copy = new ContentCopy(_source, again, new ContentCopyOptions { AreReferrersKnown = areKnown });
        await copy.CopyAsync(_root, [], [new CopiedReferrer(_attached)], CancellationToken.None);
        Assert.IsEmpty(again.ContentsOf(WatchedStore.Put));
        Assert.AreSequenceEqual(areKnown ? [_root.Digest] : [_root.Digest, _attached.Digest], again.ContentsOf(WatchedStore.Exists));
    }

    [TestMethod]
    public async Task Where_the_tag_names_the_root_it_is_only_asked_for()
    {
        var store = new MemoryStore();
        await CopyAsync(new WatchedStore(store), "1.0");
        var again = new WatchedStore(store);
        await CopyAsync(again, "1.0");
        Assert.AreSequenceEqual([WatchedStore.Resolve, WatchedStore.Exists], again.Calls.Select(call => call.Verb));
        Assert.AreEqual(_attached.Digest, again.Calls[1].Content!.Digest);
    }

    [TestMethod]
    public async Task What_is_new_goes_to_a_root_that_was_there()
    {
        var store = new MemoryStore();
        await CopyAsync(store, _root, "1.0");
        var again = new WatchedStore(store);
        await CopyAsync(again, "1.0");
        Assert.AreSequenceEqual([_report.Digest, _attached.Digest], again.ContentsOf(WatchedStore.Put));
    }

    // A registry may have a manifest without listing it as a referrer, if an earlier copy stopped between the two
    // steps.
    [TestMethod]
    public async Task Before_the_tag_names_the_root_it_is_put_again_whether_it_is_there_or_not()
    {
        var store = new MemoryStore();
        await CopyAsync(store, _attached);
        var again = new WatchedStore(store);
        await CopyAsync(again, "1.0");
        Assert.Contains(_attached.Digest, again.ContentsOf(WatchedStore.Put));
    }

    [TestMethod]
    public async Task A_tag_that_is_left_as_it_is_leaves_it_where_it_was()
    {
        var store = new MemoryStore();
        await CopyAsync(store, Sample.Manifest(_source, "other"), "1.0");
        var again = new WatchedStore(store);
        using var skipping = new ContentCopy(_source, again, new ContentCopyOptions { TagPolicy = TagPolicy.Skip });
        Assert.IsEmpty(await skipping.CopyAsync(_root, ["1.0"], [new CopiedReferrer(_attached)], CancellationToken.None));
        Assert.IsEmpty(again.ContentsOf(WatchedStore.Put));
    }

    private async Task CopyAsync(MemoryStore to, Descriptor content, params string[] tags)
    {
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions());
        await copy.CopyAsync(content, tags, CancellationToken.None);
    }

    private async Task CopyAsync(WatchedStore to, params string[] tags)
    {
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions());
        await copy.CopyAsync(_root, tags, [new CopiedReferrer(_attached)], CancellationToken.None);
    }

    private static int PositionOf(WatchedStore store, string verb, Descriptor content) =>
        store.Calls.Select((call, i) => (call, i)).First(pair => pair.call.Verb == verb && pair.call.Content?.Digest == content.Digest).i;
}

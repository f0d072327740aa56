using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>Tags that already name another digest, under each policy.</summary>
[TestClass]
public sealed class TagPolicyTests
{
    private const string Absent = "absent", Same = "same", Other = "other", Race = "race";

    private readonly MemoryStore _source = new();
    private readonly MemoryStore _store = new();
    private readonly ConcurrentQueue<CopyEvent> _events = new();
    private readonly Descriptor _root;
    private readonly Descriptor _other;
    private WatchedStore _to;

    public TagPolicyTests()
    {
        _to = new WatchedStore(_store);
        _root = Sample.Manifest(_source, "m", Sample.Blob(_source, "layer"));
        _other = Sample.Manifest(_source, "other");
        Task.WaitAll(
            _store.TagAsync(_root, _source, Same, CancellationToken.None), _store.TagAsync(_other, _source, Other, CancellationToken.None));
    }

    [TestMethod]
    [DataRow(TagPolicy.Override, new[] { Absent }, new[] { Absent }, new[] { Absent })]
    [DataRow(TagPolicy.Override, new[] { Same }, new string[0], new[] { Same })]
    [DataRow(TagPolicy.Override, new[] { Other }, new[] { Other }, new[] { Other })]
    [DataRow(TagPolicy.Override, new[] { Absent, Same, Other }, new[] { Absent, Other }, new[] { Absent, Same, Other })]
    [DataRow(TagPolicy.Fail, new[] { Absent }, new[] { Absent }, new[] { Absent })]
    [DataRow(TagPolicy.Fail, new[] { Same }, new string[0], new[] { Same })]
    [DataRow(TagPolicy.Fail, new[] { Absent, Same }, new[] { Absent }, new[] { Absent, Same })]
    [DataRow(TagPolicy.Skip, new[] { Absent }, new[] { Absent }, new[] { Absent })]
    [DataRow(TagPolicy.Skip, new[] { Same }, new string[0], new[] { Same })]
    [DataRow(TagPolicy.Skip, new[] { Other }, new string[0], new string[0])]
    [DataRow(TagPolicy.Skip, new[] { Other, Absent, Same }, new[] { Absent }, new[] { Absent, Same })]
    public async Task Tags_are_given_as_the_policy_says(TagPolicy policy, string[] tags, string[] given, string[] named)
    {
        Assert.AreSequenceEqual(named, await CopyAsync(policy, tags));
        Assert.AreSequenceEqual(given, _to.TagsOf(WatchedStore.Tag));
        foreach (var tag in named) Assert.AreEqual(_root.Digest, _store.Tags[tag].Digest);
    }

    [TestMethod]
    [DataRow(Other)]
    [DataRow(Absent, Other)]
    [DataRow(Same, Other)]
    public async Task Fail_says_so_before_anything_is_sent(params string[] tags)
    {
        var failure = await Failure.WithAsync(OciErrorCode.TagExists, () => CopyAsync(TagPolicy.Fail, tags));
        Assert.Contains($"The tag {Other} should name {_root.Digest}, but names {_other.Digest} already", failure.Message);
        Assert.AreEqual(Remedy.TagPolicy, failure.Remedy);
        AssertNothingIsSent();
    }

    [TestMethod]
    public async Task Skip_sends_nothing_where_every_tag_stays()
    {
        await _store.TagAsync(_other, _source, "another", CancellationToken.None);
        Assert.IsEmpty(await CopyAsync(TagPolicy.Skip, Other, "another"));
        AssertNothingIsSent();
        Assert.AreEqual(_other.Digest, _store.Tags[Other].Digest);
        Assert.IsEmpty(_events);
    }

    [TestMethod]
    [DataRow(TagPolicy.Fail)]
    [DataRow(TagPolicy.Skip)]
    public async Task A_root_that_a_tag_names_is_not_asked_for_again(TagPolicy policy)
    {
        await CopyAsync(policy, Same, Absent);
        Assert.IsEmpty(_to.ContentsOf(WatchedStore.Exists));
        Assert.AreSequenceEqual([Same, Absent, Absent], _to.TagsOf(WatchedStore.Resolve));
        Assert.AreEqual(CopyOutcome.Present, _events.Single().Outcome);
    }

    [TestMethod]
    public async Task Override_wins_over_who_gives_the_tag_meanwhile_and_does_not_look_again()
    {
        TagDuringUpload(_other);
        Assert.AreSequenceEqual([Race], await CopyAsync(TagPolicy.Override, Race));
        Assert.AreSequenceEqual([Race], _to.TagsOf(WatchedStore.Resolve));
        Assert.AreEqual(_root.Digest, _to.Inner.Tags[Race].Digest);
    }

    [TestMethod]
    public async Task Fail_leaves_a_tag_that_somebody_gives_meanwhile()
    {
        TagDuringUpload(_other);
        var failure = await Failure.WithAsync(OciErrorCode.TagExists, () => CopyAsync(TagPolicy.Fail, Race));
        Assert.Contains(Race, failure.Message);
        Assert.AreEqual(_other.Digest, _to.Inner.Tags[Race].Digest);
        Assert.IsEmpty(_to.TagsOf(WatchedStore.Tag));
        Assert.DoesNotContain(_root.Digest, _events.Select(done => done.Content.Digest));
    }

    [TestMethod]
    public async Task Skip_leaves_a_tag_that_somebody_gives_meanwhile_and_gives_the_others()
    {
        TagDuringUpload(_other);
        Assert.AreSequenceEqual(["a", "b"], await CopyAsync(TagPolicy.Skip, "a", Race, "b"));
        Assert.AreEqual(_other.Digest, _to.Inner.Tags[Race].Digest);
        Assert.AreSequenceEqual(["a", "b"], _to.TagsOf(WatchedStore.Tag));
        Assert.AreEqual(CopyOutcome.Copied, _events.Last().Outcome);
    }

    [TestMethod]
    public async Task A_root_that_got_no_tag_is_not_reported_as_copied()
    {
        TagDuringUpload(_other);
        Assert.IsEmpty(await CopyAsync(TagPolicy.Skip, Race));
        Assert.IsFalse(await _to.Inner.ExistsAsync(_root, CancellationToken.None));
        Assert.DoesNotContain(_root.Digest, _events.Select(done => done.Content.Digest));
        Assert.HasCount(2, _events);
    }

    [TestMethod]
    [DataRow(TagPolicy.Fail)]
    [DataRow(TagPolicy.Skip)]
    public async Task The_same_tag_for_the_same_content_meanwhile_is_no_obstacle(TagPolicy policy)
    {
        TagDuringUpload(_root);
        Assert.AreSequenceEqual([Race], await CopyAsync(policy, Race));
    }

    [TestMethod]
    public async Task Without_tags_no_policy_matters()
    {
        _to = new WatchedStore(new MemoryStore());
        Assert.IsEmpty(await CopyAsync(TagPolicy.Fail));
        Assert.IsTrue(await _to.Inner.ExistsAsync(_root, CancellationToken.None));
    }

    private void AssertNothingIsSent() => Assert.AreSequenceEqual(
        [WatchedStore.Resolve], _to.Calls.Select(call => call.Verb).Distinct());

    // An empty store, in which another client gives the tag during the copy.
    private void TagDuringUpload(Descriptor root)
    {
        var store = new MemoryStore();
        _to = new WatchedStore(store)
        {
            Before = call => call.Verb == WatchedStore.Put && store.Tags.Count == 0
                ? store.TagAsync(root, _source, Race, CancellationToken.None)
                : Task.CompletedTask,
        };
    }

    private async Task<IReadOnlyList<string>> CopyAsync(TagPolicy policy, params string[] tags)
    {
        var options = new ContentCopyOptions { Parallelism = 1, TagPolicy = policy, Report = _events.Enqueue };
        using var copy = new ContentCopy(_source, _to, options);
        return await copy.CopyAsync(_root, tags, CancellationToken.None);
    }
}

using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

[TestClass]
public sealed class ContentCopyOrderTests
{
    private readonly MemoryStore _source = new();

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(8)]
    public async Task Children_are_put_before_their_parents(int parallelism)
    {
        var root = DeepAndWide();
        var present = new ConcurrentDictionary<Digest, bool>();
        var overtaken = new ConcurrentQueue<Descriptor>();
        var store = new WatchedStore(new MemoryStore())
        {
            Before = async call =>
            {
                if (call.Verb is not (WatchedStore.Put or WatchedStore.Tag)) return;
                var children = await _source.ReadChildrenAsync(call.Content!, CancellationToken.None);
                if (!children.All(child => present.ContainsKey(child.Digest))) overtaken.Enqueue(call.Content!);
                await Task.Yield();
                present[call.Content!.Digest] = true;
            },
        };
        await CopyAsync(store, root, ["1.0"], parallelism);
        Assert.IsEmpty(overtaken);
        Assert.IsTrue(present.ContainsKey(root.Digest));
    }

    [TestMethod]
    [Timeout(30_000)]
    public async Task A_parent_never_overtakes_a_child_that_it_shares_with_another()
    {
        var (shared, own) = (Sample.Blob(_source, "shared"), Sample.Blob(_source, "own"));
        var (first, second) = (Sample.Manifest(_source, "1", shared), Sample.Manifest(_source, "2", shared, own));
        var isSharedThere = false;
        var ownIsDone = new TaskCompletionSource();
        var overtaken = new ConcurrentQueue<Digest>();
        var store = new WatchedStore(new MemoryStore())
        {
            Before = async call =>
            {
                if (call.Verb != WatchedStore.Put) return;
                if (call.Content!.Digest == own.Digest) ownIsDone.SetResult();
                if (call.Content.Digest == first.Digest || call.Content.Digest == second.Digest)
                {
                    if (!Volatile.Read(ref isSharedThere)) overtaken.Enqueue(call.Content.Digest);
                }

                if (call.Content.Digest != shared.Digest) return;
                await ownIsDone.Task;
                await Sample.TurnsAsync();
                Volatile.Write(ref isSharedThere, true);
            },
        };
        await CopyAsync(store, Sample.Index(_source, first, second), ["1.0"], parallelism: 8);
        Assert.IsEmpty(overtaken);
    }

    [TestMethod]
    public async Task With_a_parallelism_of_1_content_travels_in_the_order_of_the_graph()
    {
        var (a, b, c) = (Sample.Blob(_source, "a"), Sample.Blob(_source, "b"), Sample.Blob(_source, "c"));
        var (first, second) = (Sample.Manifest(_source, "1", b, a), Sample.Manifest(_source, "2", a, c));
        var root = Sample.Index(_source, first, second);
        var store = new WatchedStore(new MemoryStore());
        await CopyAsync(store, root, [], parallelism: 1);
        Assert.AreSequenceEqual(
            [Descriptor.Empty.Digest, b.Digest, a.Digest, first.Digest, c.Digest, second.Digest, root.Digest],
            store.ContentsOf(WatchedStore.Put));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(8)]
    public async Task The_tag_is_given_last(int parallelism)
    {
        var store = new WatchedStore(new MemoryStore());
        await CopyAsync(store, DeepAndWide(), ["1.0"], parallelism);
        Assert.AreEqual(WatchedStore.Tag, store.Calls[^1].Verb);
    }

    [TestMethod]
    [Timeout(60_000)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public async Task No_slot_is_held_while_children_are_waited_for(int parallelism)
    {
        var root = DeepAndWide(depth: 40);
        var store = new WatchedStore(new MemoryStore()) { Before = async _ => await Task.Yield() };
        await CopyAsync(store, root, ["1.0"], parallelism);
        Assert.AreEqual(root.Digest, store.Inner.Tags["1.0"].Digest);
    }

    // Each index has the index below it and two manifests. Each manifest has one blob of its own and one shared blob.
    private Descriptor DeepAndWide(int depth = 4)
    {
        var below = Sample.Manifest(_source, "leaf", Sample.Blob(_source, "shared"));
        for (var level = 0; level < depth; level++)
        {
            var left = Sample.Manifest(_source, $"left {level}", Sample.Blob(_source, $"{level}"), Sample.Blob(_source, "shared"));
            var right = Sample.Manifest(_source, $"right {level}", Sample.Blob(_source, "shared"), Sample.Blob(_source, $"r{level}"));
            below = Sample.Index(_source, left, below, right);
        }

        return below;
    }

    private async Task CopyAsync(WatchedStore to, Descriptor root, string[] tags, int parallelism)
    {
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions { Parallelism = parallelism });
        await copy.CopyAsync(root, tags, CancellationToken.None);
    }
}

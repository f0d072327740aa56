using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Tests.Content;

[TestClass]
public sealed class ContentCopyParallelTests
{
    private readonly MemoryStore _source = new();

    [TestMethod]
    public async Task Each_digest_travels_once_however_many_name_it()
    {
        var shared = Sample.Blob(_source, "shared");
        var manifests = Enumerable.Range(0, 50).Select(i => Sample.Manifest(_source, $"{i}", shared, shared)).ToArray();
        var from = new WatchedStore(_source) { Before = async _ => await Task.Yield() };
        var to = new WatchedStore(new MemoryStore()) { Before = async _ => await Task.Yield() };
        using var copy = new ContentCopy(from, to, new ContentCopyOptions());
        await copy.CopyAsync(Sample.Index(_source, manifests), ["1.0"], CancellationToken.None);

        var put = to.ContentsOf(WatchedStore.Put);
        Assert.HasCount(put.Distinct().Count(), put);
        Assert.HasCount(1, from.ContentsOf(WatchedStore.Open).Where(digest => digest == shared.Digest));
        Assert.HasCount(1, to.ContentsOf(WatchedStore.Exists).Where(digest => digest == shared.Digest));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    public async Task No_more_than_the_parallelism_travels_at_a_time_and_no_less(int parallelism)
    {
        var (current, most) = (0, 0);
        var gate = new Lock();
        var root = Sample.Manifest(_source, "m", [.. Enumerable.Range(0, 40).Select(i => Sample.Blob(_source, $"{i}"))]);
        var to = new WatchedStore(new MemoryStore())
        {
            Before = async call =>
            {
                if (call.Verb == WatchedStore.Resolve) return;
                lock (gate) most = Math.Max(most, ++current);
                await Sample.TurnsAsync();
                lock (gate) current--;
            },
        };
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions { Parallelism = parallelism });
        await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
        Assert.AreEqual(parallelism, most);
    }

    [TestMethod]
    public void The_default_is_8_at_a_time() => Assert.AreEqual(8, new ContentCopyOptions().Parallelism);

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    public void A_parallelism_of_none_is_the_callers_mistake(int parallelism) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
        () => new ContentCopy(_source, new MemoryStore(), new ContentCopyOptions { Parallelism = parallelism }));
}

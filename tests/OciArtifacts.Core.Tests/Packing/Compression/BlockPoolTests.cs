using OciArtifacts.Core.Packing.Compression;

namespace OciArtifacts.Core.Tests.Packing.Compression;

[TestClass]
public sealed class BlockPoolTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [TestMethod]
    public async Task The_threads_finish_their_work_and_end_when_the_pool_is_disposed()
    {
        var pool = new BlockPool(workers: 3);
        var done = 0;
        var work = Enumerable.Range(0, 100).Select(_ => pool.Run(() => Interlocked.Increment(ref done))).ToList();
        pool.Dispose();
        await Task.WhenAll(work).WaitAsync(Soon);
        Assert.AreEqual(100, done);
        Assert.HasCount(3, pool.Workers);
        Assert.IsTrue(pool.Workers.All(worker => worker.Join(Soon)));
    }

    [TestMethod]
    public async Task Work_that_fails_fails_its_task_and_the_thread_goes_on()
    {
        using var pool = new BlockPool(workers: 1);
        var failing = pool.Run(() => throw new InvalidOperationException());
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => failing);
        await pool.Run(() => { }).WaitAsync(Soon);
    }

    [TestMethod]
    [DataRow(1, 3)]
    [DataRow(2, 4)]
    [DataRow(100, 14)]
    public void There_are_two_more_blocks_than_threads(int workers, int blocks)
    {
        using var pool = new BlockPool(workers: 1);
        pool.Grow(workers);
        Assert.IsTrue(Enumerable.Range(0, blocks).All(_ => pool.TryTake(1024) is not null));
        Assert.IsNull(pool.TryTake(1024));
    }

    [TestMethod]
    public void A_disposed_pool_does_not_grow()
    {
        var pool = new BlockPool(workers: 1);
        pool.Dispose();
        pool.Grow(5);
        Assert.HasCount(1, pool.Workers);
        pool.Dispose();
    }
}

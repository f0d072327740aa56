using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>Progress reports of long transfers.</summary>
[TestClass]
public sealed class CopyProgressTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10), Second = TimeSpan.FromSeconds(1);

    private readonly NotedTime _time = new();
    private readonly MemoryStore _source = new();
    private readonly ConcurrentQueue<CopyProgress> _told = new();
    private readonly ConcurrentQueue<CopyEvent> _done = new();
    private readonly Descriptor _fast;
    private readonly Descriptor _slow;
    private readonly Descriptor _root;

    public CopyProgressTests()
    {
        _fast = Sample.Blob(_source, "fast");
        _slow = _source.Add("text/plain", Sample.Bytes(1000));
        _root = Sample.Manifest(_source, "m", _fast, _slow);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task What_takes_long_is_told_each_interval_with_its_bytes_and_nothing_else_is()
    {
        var to = new SteppedStore(_slow.Digest);
        using var copy = Copy(to);
        var copying = copy.CopyAsync(_root, ["1.0"], CancellationToken.None);
        await to.MovesToAsync(0);
        _time.Advance(Interval - Second);
        Assert.IsEmpty(_told);
        _time.Advance(Second);
        Assert.AreEqual(new CopyProgress(_slow, 0, Interval), _told.Single());
        await to.MovesToAsync(300);
        _time.Advance(Interval);
        await to.MovesToAsync(1000);
        _time.Advance(Interval);
        to.End();
        await copying;
        _time.Advance(Interval);

        Assert.AreSequenceEqual(
            [new CopyProgress(_slow, 0, Interval), new CopyProgress(_slow, 300, Interval * 2), new CopyProgress(_slow, 1000, Interval * 3)],
            _told);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task What_has_just_begun_is_told_with_the_next_interval()
    {
        var to = new SteppedStore(_slow.Digest);
        using var copy = Copy(to);
        _time.Advance(Interval - Second);
        var copying = copy.CopyAsync(_root, ["1.0"], CancellationToken.None);
        await to.MovesToAsync(10);
        _time.Advance(Second);
        Assert.IsEmpty(_told);
        _time.Advance(Interval);
        Assert.AreEqual(new CopyProgress(_slow, 10, Interval + Second), _told.Single());
        to.End();
        await copying;
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_manifest_that_waits_for_its_layers_is_not_told_of_but_one_that_takes_long_itself()
    {
        var to = new SteppedStore(_root.Digest);
        using var copy = Copy(to);
        var copying = copy.CopyAsync(_root, ["1.0"], CancellationToken.None);
        await to.MovesToAsync(0);
        _time.Advance(Interval);
        Assert.AreEqual(new CopyProgress(_root, 0, Interval), _told.Single());
        to.End();
        await copying;
        Assert.AreEqual(Interval, _done.Single(done => done.Content.Digest == _root.Digest).Elapsed);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task How_long_each_content_took_is_told_when_it_is_done()
    {
        var to = new SteppedStore(_slow.Digest);
        await to.PutAsync(_fast, _source, CancellationToken.None);
        using var copy = Copy(to);
        var copying = copy.CopyAsync(_root, ["1.0"], CancellationToken.None);
        await to.MovesToAsync(0);
        _time.Advance(Second * 7);
        to.End();
        await copying;
        Assert.AreSequenceEqual(
            [
                (Descriptor.Empty.Digest, CopyOutcome.Copied, TimeSpan.Zero), (_fast.Digest, CopyOutcome.Present, TimeSpan.Zero),
                (_slow.Digest, CopyOutcome.Copied, Second * 7), (_root.Digest, CopyOutcome.Copied, TimeSpan.Zero),
            ],
            _done.Select(done => (done.Content.Digest, done.Outcome, done.Elapsed)));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task Nobody_is_told_when_the_copy_is_disposed()
    {
        var to = new SteppedStore(_slow.Digest);
        var copy = Copy(to);
        using var cancel = new CancellationTokenSource();
        var copying = copy.CopyAsync(_root, ["1.0"], cancel.Token);
        await to.MovesToAsync(0);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => copying);
        copy.Dispose();
        _time.Advance(Interval * 3);

        // A timer callback that has already begun must not report either.
        _time.Callbacks.Single()();
        Assert.IsEmpty(_told);
    }

    [TestMethod]
    public void Without_a_progress_report_there_is_no_timer()
    {
        using var copy = new ContentCopy(_source, new MemoryStore(), new ContentCopyOptions { Time = _time });
        Assert.IsEmpty(_time.Callbacks);
    }

    [TestMethod]
    public void Every_ten_seconds_is_the_default() => Assert.AreEqual(Interval, new ContentCopyOptions().ProgressInterval);

    private ContentCopy Copy(IContentStore to) => new(
        _source, to, new ContentCopyOptions { Parallelism = 1, Report = _done.Enqueue, Progress = _told.Enqueue, Time = _time });

    /// <summary>A clock that records its timer callbacks.</summary>
    private sealed class NotedTime : FakeTimeProvider
    {
        internal List<Action> Callbacks { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Callbacks.Add(() => callback(state));
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}

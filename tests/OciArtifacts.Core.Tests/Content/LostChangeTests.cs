using OciArtifacts.Core.Content;
using OciArtifacts.Core.Tests.Registry.Transport;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>When a client that changes a shared list writes, and how long it waits before it looks whether its change is there.</summary>
[TestClass]
public sealed class LostChangeTests
{
    private readonly LeapingTime _time = new();

    [TestMethod]
    [DataRow(0, 200, 300)]
    [DataRow(100, 400, 600)]
    [DataRow(10_000, 5000, 7500)]
    public async Task The_wait_is_some_times_as_long_as_the_change(int took, int least, int most)
    {
        var change = new LostChange(_time);
        await WaitAsync(change, took);
        AssertPause(least, most);
    }

    [TestMethod]
    public async Task The_slowest_try_counts_because_others_may_be_as_slow_as_it_was()
    {
        var change = new LostChange(_time);
        await WaitAsync(change, 100);
        await WaitAsync(change, 1);
        AssertPause(400, 600);
    }

    [TestMethod]
    public async Task Clients_that_lose_together_do_not_end_their_waits_together()
    {
        foreach (var change in Enumerable.Range(0, 20).Select(_ => new LostChange(_time))) await WaitAsync(change, 100);
        Assert.IsGreaterThan(10, _time.Pauses.Distinct().Count());
    }

    [TestMethod]
    public void What_was_read_long_ago_is_read_again()
    {
        var change = new LostChange(_time);
        change.HasRead();
        _time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.IsFalse(change.IsLate());
        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.IsTrue(change.IsLate());
        change.HasRead();
        Assert.IsFalse(change.IsLate());
    }

    [TestMethod]
    public void A_machine_that_is_always_late_writes_in_the_end()
    {
        var change = new LostChange(_time);
        var tries = 0;
        do
        {
            change.HasRead();
            _time.Advance(TimeSpan.FromSeconds(1));
            tries++;
        }
        while (change.IsLate());
        Assert.AreEqual(6, tries);
    }

    private Task WaitAsync(LostChange change, int took)
    {
        change.Start();
        _time.Advance(TimeSpan.FromMilliseconds(took));
        return change.WaitAsync(CancellationToken.None);
    }

    private void AssertPause(int least, int most)
    {
        var pause = _time.Pauses.Last().TotalMilliseconds;
        Assert.IsTrue(pause >= least && pause <= most, $"{pause}");
    }
}

using OciArtifacts.Core.Registry;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>The length of the pauses before retries.</summary>
[TestClass]
public sealed class RetryPauseTests
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    [TestMethod]
    public async Task Pauses_grow_twofold_up_to_ten_seconds()
    {
        var run = new RetryRun { Options = new RegistryOptions { Retries = 12, RetryTime = TimeSpan.FromHours(1) } };
        await run.GiveUpAsync(_ => RetryRun.Transient());
        var pauses = run.Time.Pauses.Select(pause => pause.TotalSeconds).ToArray();
        Assert.HasCount(12, pauses);
        for (var count = 2; count <= 3; count++)
        {
            // Jitter can make a single pause shorter. The sum doubles.
            Assert.IsInRange(Math.Pow(2, count - 1) / 1.5, Math.Pow(2, count) / 1.35, pauses[..count].Sum());
        }

        Assert.IsTrue(run.Time.Pauses.All(pause => pause > TimeSpan.Zero && pause <= LongestPause));
        Assert.AreSequenceEqual([LongestPause, LongestPause], run.Time.Pauses.TakeLast(2));
    }

    [TestMethod]
    public async Task Two_that_fail_at_the_same_time_do_not_come_back_at_the_same_time()
    {
        var sums = new HashSet<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            var run = new RetryRun();
            await run.GiveUpAsync(_ => RetryRun.Transient());
            sums.Add(run.Time.Pauses.First());
        }

        Assert.IsGreaterThan(1, sums.Count);
    }

    [TestMethod]
    public async Task The_pauses_together_are_no_longer_than_the_time_for_retries()
    {
        var run = new RetryRun { Options = new RegistryOptions { Retries = 1000, RetryTime = TimeSpan.FromSeconds(100) } };
        var failure = await run.GiveUpAsync(_ => RetryRun.Transient());
        var waited = run.Time.Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause);
        Assert.IsInRange(TimeSpan.FromSeconds(100) - LongestPause, TimeSpan.FromSeconds(100), waited);
        Assert.HasCount(run.Tries - 1, run.Events);
        Assert.EndsWith($"It was tried {run.Tries} times.", failure.Message);
    }

    [TestMethod]
    public async Task What_the_tries_take_counts_too()
    {
        var run = new RetryRun { Options = new RegistryOptions { RetryTime = TimeSpan.FromMinutes(5) } };
        await run.GiveUpAsync(_ =>
        {
            run.Time.Advance(TimeSpan.FromSeconds(140));
            return RetryRun.Transient();
        });

        // The time starts with the first failure. The pauses of 140 s and 280 s end within it, the fourth does not.
        Assert.AreEqual(4, run.Tries);
    }

    [TestMethod]
    [DataRow(7)]
    [DataRow(45, DisplayName = "longer than any pause of our own")]
    public async Task The_registry_may_say_how_long_to_wait(int seconds)
    {
        var run = new RetryRun();
        await run.RunAsync(number => number == 1 ? RetryRun.Transient(TimeSpan.FromSeconds(seconds)) : null);
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), run.Time.Pauses.Single());
    }

    [TestMethod]
    public async Task A_wait_as_long_as_the_time_for_retries_is_waited_for()
    {
        var run = new RetryRun();
        Assert.AreEqual(2, await run.RunAsync(number => number == 1 ? RetryRun.Transient(run.Options.RetryTime) : null));
    }

    [TestMethod]
    public async Task A_longer_wait_is_given_up_at_once_and_not_told_of()
    {
        var run = new RetryRun();
        var failure = await run.GiveUpAsync(_ => RetryRun.Transient(run.Options.RetryTime + TimeSpan.FromSeconds(1)));
        Assert.AreEqual(1, run.Tries);
        Assert.IsEmpty(run.Time.Pauses);
        Assert.IsEmpty(run.Events);
        Assert.StartsWith(
            $"{RetryRun.What} {RetryRun.Advice} It wants to be asked again in 301 s, at ", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Waits_add_up()
    {
        var run = new RetryRun { Options = new RegistryOptions { RetryTime = TimeSpan.FromSeconds(250) } };
        await run.GiveUpAsync(_ => RetryRun.Transient(TimeSpan.FromSeconds(100)));
        Assert.AreEqual(3, run.Tries);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_pause_ends_at_once_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var run = new RetryRun(new LeapingTime { InPause = cancel.Cancel });
        await Assert.ThrowsAsync<OperationCanceledException>(() => run.RunAsync(_ => RetryRun.Transient(), cancel.Token));
        Assert.AreEqual(1, run.Tries);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(6, DisplayName = "the last")]
    public async Task A_try_that_fails_when_it_is_cancelled_is_cancelled(int last)
    {
        using var cancel = new CancellationTokenSource();
        var run = new RetryRun();
        await Assert.ThrowsAsync<OperationCanceledException>(() => run.RunAsync(
            number =>
            {
                if (number == last) cancel.Cancel();
                return RetryRun.Transient();
            },
            cancel.Token));
        Assert.AreEqual(last, run.Tries);
    }
}

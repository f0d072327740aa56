using System.Globalization;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>The number of retries, and the messages about them.</summary>
[TestClass]
public sealed class RetryPolicyTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(5)]
    public async Task What_passes_in_time_succeeds_and_each_retry_was_told_of(int failures)
    {
        var run = new RetryRun();
        Assert.AreEqual(failures + 1, await run.RunAsync(number => number <= failures ? RetryRun.Transient() : null));
        Assert.AreEqual(failures + 1, run.Tries);
        Assert.HasCount(failures, run.Time.Pauses);
        Assert.HasCount(failures, run.Events);
    }

    [TestMethod]
    public async Task A_retry_is_told_with_what_went_wrong_and_the_seconds_but_without_advice()
    {
        var run = new RetryRun();
        await run.RunAsync(number => number < 4 ? RetryRun.Transient(number == 2 ? TimeSpan.FromSeconds(7.25) : null) : null);
        Assert.AreSequenceEqual(
            run.Time.Pauses.Select(pause => new RegistryEvent(
                RegistryEventKind.Retry,
                $"{RetryRun.What} It is tried again in {pause.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.")),
            run.Events);
        Assert.Contains("again in 7.3 s.", run.Events.ElementAt(1).Message);
    }

    [TestMethod]
    [DataRow(0, "")]
    [DataRow(1, " It was tried 2 times.")]
    [DataRow(5, " It was tried 6 times.")]
    public async Task What_does_not_pass_is_tried_once_more_than_the_retries(int retries, string ending)
    {
        var run = new RetryRun { Options = new RegistryOptions { Retries = retries } };
        var failure = await run.GiveUpAsync(_ => RetryRun.Transient());
        Assert.AreEqual(retries + 1, run.Tries);
        Assert.HasCount(retries, run.Events);
        Assert.AreEqual($"{RetryRun.What} {RetryRun.Advice}{ending}", failure.Message);
        Assert.IsInstanceOfType<IOException>(failure.InnerException);
    }

    [TestMethod]
    public void Five_retries_are_the_default() => Assert.AreEqual(5, new RegistryOptions().Retries);

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public async Task A_failure_that_stays_is_thrown_as_it_is(int number)
    {
        var run = new RetryRun();
        var lasting = new OciException(OciErrorCode.Denied, "No.");
        var thrown = await Failure.WithAsync(
            OciErrorCode.Denied, () => run.RunAsync(tried => tried < number ? RetryRun.Transient() : lasting));
        Assert.AreSame(lasting, thrown);
        Assert.AreEqual(number, run.Tries);
    }

    [TestMethod]
    public async Task The_last_failure_is_told_with_the_first()
    {
        var run = new RetryRun { Options = new RegistryOptions { Retries = 1 } };
        var failure = await Failure.WithAsync(OciErrorCode.TooManyRequests, () => run.RunAsync(
            number => number == 1 ? RetryRun.Transient() : new TransientFailure(OciErrorCode.TooManyRequests, "Too many.", "Wait.")));
        Assert.AreEqual(
            $"Too many. Wait. It was tried 2 times. Before that it failed once in another way: {RetryRun.What}", failure.Message);
    }

    [TestMethod]
    [DataRow(5, 3)]
    [DataRow(2, 3)]
    [DataRow(1, 2)]
    [DataRow(0, 1)]
    public async Task A_stranger_is_given_up_after_two_retries(int retries, int tries)
    {
        var run = new RetryRun { Options = new RegistryOptions { Retries = retries } };
        await run.GiveUpAsync(
            _ => new TransientFailure(OciErrorCode.RegistryFailed, "Nobody there.", "Look.") { IsFromUnreachedHost = true });
        Assert.AreEqual(tries, run.Tries);
    }

    [TestMethod]
    public async Task Work_that_gets_further_with_each_try_is_not_given_up()
    {
        var run = new RetryRun
        {
            Options = new RegistryOptions { Retries = 1, RetryTime = TimeSpan.FromSeconds(5) },
            Progress = number => number,
        };
        Assert.AreEqual(30, await run.RunAsync(number => number < 30 ? RetryRun.Transient(TimeSpan.FromSeconds(4)) : null));
    }

    [TestMethod]
    [DataRow(0, 3, DisplayName = "as far as before")]
    [DataRow(-1, 3, DisplayName = "less far than before")]
    public async Task Only_what_is_further_than_ever_counts_as_progress(int step, int tries)
    {
        var run = new RetryRun { Options = new RegistryOptions { Retries = 2 }, Progress = number => 100 + (number * step) };
        await run.GiveUpAsync(_ => RetryRun.Transient());
        Assert.AreEqual(tries, run.Tries);
    }

    [TestMethod]
    public async Task Progress_gives_all_retries_again()
    {
        // The third attempt is the last one with progress.
        var run = new RetryRun { Options = new RegistryOptions { Retries = 2 }, Progress = number => Math.Min(number, 3) };
        var failure = await run.GiveUpAsync(_ => RetryRun.Transient());
        Assert.AreEqual(5, run.Tries);
        Assert.EndsWith("It was tried 5 times.", failure.Message);
    }
}

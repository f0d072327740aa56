using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Transport;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.Core.Tests.Registry.Auth;
using OciArtifacts.Core.Tests.Registry.Uploads;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Registries with a limit of requests per second.</summary>
[TestClass]
public sealed class RateLimitTests
{
    private const int Files = 100;

    private static readonly RegistryOptions Options = new();

    private readonly QuickTime _time = new(50);
    private readonly ConcurrentQueue<RegistryEvent> _events = new();

    [TestMethod]
    [Timeout(120_000)]
    [DataRow("1", DisplayName = "with Retry-After")]
    [DataRow(null, DisplayName = "without")]
    [DataRow("0", DisplayName = "with one that says nothing")]
    public async Task A_hundred_files_get_through_ten_requests_a_second_without_a_storm(string? retryAfter)
    {
        var bucket = new TokenBucket(_time, burst: 10, rate: 10);
        if (retryAfter is not null) bucket.Headers["Retry-After"] = retryAfter;
        await using var peer = await StartAsync(bucket.Answer);
        var layers = Enumerable.Range(0, Files).Select(number => peer.AddBlob(100, number + 1)).ToArray();
        using var copy = new ContentCopy(peer.Source, peer.Repository, new ContentCopyOptions { Parallelism = 24 });
        await copy.CopyAsync(Sample.Manifest(peer.Source, "many", layers), ["1.0"], CancellationToken.None);
        foreach (var layer in layers) peer.AssertHas(layer);
        Assert.IsGreaterThan(0, bucket.Refused);

        // On a busy machine the fast clock runs ahead, and a few more requests are refused. Without the limit most
        // requests would be.
        Assert.IsLessThan(peer.Requests.Count, 2 * bucket.Refused, $"{bucket.Refused} of {peer.Requests.Count} requests were refused");
        Assert.HasCount(
            1,
            _events.Where(
                seen => seen.Message.Contains("asks for fewer requests. All requests to it go on more slowly", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task What_is_asked_for_after_a_refusal_waits_for_all()
    {
        var time = new LeapingTime();
        var start = time.GetUtcNow();
        var plan = FaultPlan.First(
            1,
            FaultAnswer.Bare(429).WithHeader("Retry-After", "20"),
            request => request.Path.EndsWith("/a", StringComparison.Ordinal));
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = plan.Answer },
            RegistryPeer.Anonymous with { Time = time, Retries = 0 });
        await Failure.WithAsync(OciErrorCode.TooManyRequests, () => peer.Repository.ResolveAsync("a", CancellationToken.None));
        Assert.AreEqual(start, time.GetUtcNow());
        Assert.IsNull(await peer.Repository.ResolveAsync("b", CancellationToken.None));
        Assert.AreEqual(TimeSpan.FromSeconds(20), time.GetUtcNow() - start);
    }

    [TestMethod]
    [DataRow("RateLimit-Remaining", "0;w=60", "RateLimit-Reset", "7", 7)]
    [DataRow("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "12", 12)]
    [DataRow("RateLimit-Remaining", "1", "RateLimit-Reset", "7", 0)]
    [DataRow("RateLimit-Remaining", "0", "RateLimit-Reset", "soon", 0)]
    [DataRow("RateLimit-Remaining", "0", "RateLimit-Reset", "86400", 0, DisplayName = "longer than is waited at all")]
    public async Task A_registry_that_says_that_nothing_is_left_is_left_alone_until_there_is(
        string name, string left, string until, string reset, int seconds)
    {
        var time = new LeapingTime();
        var start = time.GetUtcNow();
        var plan = FaultPlan.First(
            1,
            new FaultAnswer
            {
                Status = 404,
                Headers = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = left, [until] = reset },
            });
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = plan.Answer },
            RegistryPeer.Anonymous with { Time = time, Report = _events.Enqueue });
        Assert.IsNull(await peer.Repository.ResolveAsync("a", CancellationToken.None));
        Assert.IsNull(await peer.Repository.ResolveAsync("b", CancellationToken.None));
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), time.GetUtcNow() - start);
        var said = _events.Where(
            seen =>
                seen.Message.EndsWith(
                    $"says that it takes no request for {seconds} s. All requests to it wait.", StringComparison.Ordinal));
        Assert.HasCount(seconds > 0 ? 1 : 0, said);
    }

    [TestMethod]
    public async Task A_wait_that_is_too_long_is_told_with_its_end()
    {
        var time = new LeapingTime();
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("here", TimeSpan.FromHours(2), "here", "here"));
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = _ => FaultAnswer.Bare(429).WithHeader("Retry-After", "5400") },
            RegistryPeer.Anonymous with { Time = time });
        var failure = await Failure.WithAsync(
            OciErrorCode.TooManyRequests, () => peer.Repository.ResolveAsync("a", CancellationToken.None));
        Assert.Contains(
            "It wants to be asked again in 5400 s, at 2000-01-01 03:30:00 +02:00 (2000-01-01 01:30:00 UTC).",
            failure.Message,
            StringComparison.Ordinal);
        Assert.HasCount(1, peer.Requests);
    }

    [TestMethod]
    public async Task So_is_a_date()
    {
        var time = new LeapingTime();
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = _ => FaultAnswer.Bare(429).WithHeader("Retry-After", "Sun, 02 Jan 2000 00:00:00 GMT") },
            RegistryPeer.Anonymous with { Time = time });
        var failure = await Failure.WithAsync(
            OciErrorCode.TooManyRequests, () => peer.Repository.ResolveAsync("a", CancellationToken.None));
        Assert.Contains(
            "It wants to be asked again in 86400 s, at 2000-01-02 00:00:00 +00:00 (2000-01-02 00:00:00 UTC).",
            failure.Message,
            StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_rate_falls_with_each_refusal_and_grows_without_one()
    {
        var time = new LeapingTime();
        var pace = new Pace(time);
        Assert.AreEqual(TimeSpan.Zero, await StepAsync(pace, time));
        var steps = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            pace.SlowDown(time.GetTimestamp(), TimeSpan.FromSeconds(1), Options, _ => { });
            await pace.WaitAsync(CancellationToken.None);
            steps.Add((await StepAsync(pace, time)).TotalSeconds);
        }

        Assert.AreEqual(1 / 20.0, steps[0], 0.001);
        Assert.AreEqual(0.7, steps[^2] / steps[^1], 0.01);
        time.Advance(TimeSpan.FromSeconds(2));
        pace.NoteSuccess();
        await pace.WaitAsync(CancellationToken.None);
        Assert.IsLessThan(steps[^1], (await StepAsync(pace, time)).TotalSeconds);
    }

    [TestMethod]
    public async Task A_caller_of_less_patience_does_not_keep_the_others_from_a_long_pause()
    {
        var time = new LeapingTime();
        var pace = new Pace(time);
        pace.SlowDown(time.GetTimestamp(), TimeSpan.FromSeconds(60), Options with { RetryTime = TimeSpan.FromSeconds(20) }, _ => { });
        await pace.WaitAsync(CancellationToken.None);
        Assert.IsEmpty(time.Pauses);
        pace.SlowDown(time.GetTimestamp(), TimeSpan.FromSeconds(60), Options, _ => { });
        await pace.WaitAsync(CancellationToken.None);
        Assert.AreEqual(TimeSpan.FromSeconds(60), time.Pauses.Single());
    }

    [TestMethod]
    public async Task A_refusal_now_and_then_makes_nobody_crawl()
    {
        var time = new LeapingTime();
        var pace = new Pace(time);
        for (var i = 0; i < 100; i++)
        {
            await pace.WaitAsync(CancellationToken.None);
            if (i % 5 == 4) pace.SlowDown(time.GetTimestamp(), asked: null, Options, _ => { });
            else pace.NoteSuccess();
        }

        Assert.IsInRange(
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), time.Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause));
    }

    private static async Task<TimeSpan> StepAsync(Pace pace, LeapingTime time)
    {
        var before = time.GetUtcNow();
        await pace.WaitAsync(CancellationToken.None);
        return time.GetUtcNow() - before;
    }

    private Task<RegistryPeer> StartAsync(Func<RecordedRequest, FaultAnswer?> fault) => RegistryPeer.StartAsync(
        new TestRegistryOptions { Fault = fault },
        RegistryPeer.Anonymous with { Time = _time, RetryDelay = TimeSpan.FromSeconds(1), Report = _events.Enqueue });
}

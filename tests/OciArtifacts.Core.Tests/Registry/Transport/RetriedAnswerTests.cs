using System.Collections.Concurrent;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Which answers cause a retry.</summary>
[TestClass]
public sealed class RetriedAnswerTests
{
    private const string Put = "PUT";

    private readonly ConcurrentQueue<RegistryEvent> _events = new();

    private RegistryOptions Options => RegistryPeer.Anonymous with { Report = _events.Enqueue };

    [TestMethod]
    [DataRow(408, OciErrorCode.ContentRefused, 10)]
    [DataRow(429, OciErrorCode.TooManyRequests, 10)]
    [DataRow(500, OciErrorCode.RegistryFailed, 5)]
    [DataRow(502, OciErrorCode.RegistryFailed, 10)]
    [DataRow(503, OciErrorCode.RegistryFailed, 10)]
    [DataRow(504, OciErrorCode.RegistryFailed, 10)]
    [DataRow(507, OciErrorCode.RegistryFailed, 5)]
    public async Task A_status_that_may_pass_is_asked_for_again(int status, OciErrorCode code, int retries)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == Put ? FaultAnswer.Error(status, "BUSY") : null }, Options);
        var failure = await Failure.WithAsync(code, () => TagAsync(peer));
        Assert.HasCount(retries + 1, peer.Lines(Put));
        Assert.EndsWith($"It was tried {retries + 1} times.", failure.Message);
        Assert.Contains($"PUT http://{peer.Registry.Host}/v2/me/app/manifests/1.0: {status} ", failure.Message);
        Assert.Contains("BUSY: injected fault", failure.Message);
        Assert.HasCount(retries, _events.Where(IsRetry));
        Assert.IsTrue(_events.All(seen => seen.Kind == RegistryEventKind.Retry));
    }

    [TestMethod]
    [DataRow(408)]
    [DataRow(429)]
    [DataRow(500)]
    [DataRow(502)]
    [DataRow(503)]
    [DataRow(504)]
    [DataRow(507)]
    public async Task A_status_that_passes_with_the_last_retry_is_none(int status)
    {
        var plan = FaultPlan.First(5, FaultAnswer.Bare(status), request => request.Method == Put);
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer }, Options);
        await TagAsync(peer);
        Assert.HasCount(6, peer.Lines(Put));
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    [DataRow(400, OciErrorCode.ContentRefused)]
    [DataRow(403, OciErrorCode.Denied)]
    [DataRow(404, OciErrorCode.RepositoryNotFound)]
    [DataRow(405, OciErrorCode.ContentRefused)]
    [DataRow(409, OciErrorCode.ContentRefused)]
    [DataRow(412, OciErrorCode.ContentRefused)]
    [DataRow(415, OciErrorCode.ContentRefused)]
    [DataRow(422, OciErrorCode.ContentRefused)]
    [DataRow(501, OciErrorCode.RegistryFailed)]
    [DataRow(505, OciErrorCode.RegistryFailed)]
    public async Task A_status_that_stays_is_asked_for_once(int status, OciErrorCode code)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == Put ? FaultAnswer.Bare(status) : null }, Options);
        var failure = await Failure.WithAsync(code, () => TagAsync(peer));
        Assert.HasCount(1, peer.Lines(Put));
        Assert.IsEmpty(_events);
        Assert.DoesNotContain("tried", failure.Message);
    }

    [TestMethod]
    public async Task Credentials_that_are_refused_are_sent_once()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UserName = "user", Password = "right" },
            RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", "wrong")) with
            {
                Report = _events.Enqueue,
            });
        await Failure.WithAsync(OciErrorCode.CredentialsRejected, () => TagAsync(peer));
        Assert.AreSequenceEqual([null, "Basic"], peer.Requests.Select(request => request.AuthorizationScheme));
        Assert.DoesNotContain(RegistryEventKind.Retry, _events.Select(seen => seen.Kind));
    }

    [TestMethod]
    public async Task A_server_that_is_not_believed_is_not_asked_again()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { UseTls = true }, Options);
        var failure = await Failure.WithAsync(OciErrorCode.TransportSecurity, () => TagAsync(peer));

        // One request over plain HTTP, and one over TLS.
        Assert.AreEqual(2, peer.Client.Requests);
        Assert.DoesNotContain("tried", failure.Message);
        Assert.IsEmpty(_events);
    }

    [TestMethod]
    public async Task Wrong_content_is_not_asked_for_again()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "GET" ? new FaultAnswer { CorruptBody = true } : null },
            Options);
        var blob = Sample.Blob(peer.Source, "content");
        peer.Registry.AddBlob(RegistryPeer.Name, "content"u8.ToArray());
        await Assert.ThrowsAsync<OciException>(() => Sample.ReadAsync(peer.Repository, blob));
        Assert.HasCount(1, peer.Lines("GET"));
        Assert.IsEmpty(_events);
    }

    [TestMethod]
    [DataRow("7", 7)]
    [DataRow("200", 200)]
    public async Task Seconds_that_the_registry_asks_for_are_waited(string value, int seconds) =>
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), await PauseForAsync(_ => value));

    [TestMethod]
    public async Task A_date_that_the_registry_asks_for_is_waited_for() =>
        Assert.AreEqual(TimeSpan.FromSeconds(42), await PauseForAsync(now => now.AddSeconds(42).ToString("R")));

    [TestMethod]
    [DataRow("0")]
    [DataRow("-5")]
    [DataRow("soon")]
    [DataRow("")]
    [DataRow("Fri, 31 Dec 1999 23:59:59 GMT", DisplayName = "a date before the clock's first")]
    public async Task What_asks_for_no_wait_changes_no_pause(string value) =>
        Assert.IsInRange(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1.5), await PauseForAsync(_ => value));

    [TestMethod]
    [DataRow("301")]
    [DataRow("86400")]
    public async Task A_delay_longer_than_any_wait_is_not_retried(string value)
    {
        var time = new LeapingTime();
        await using var peer = await StartBusyAsync(time, value, times: int.MaxValue);
        await Failure.WithAsync(OciErrorCode.TooManyRequests, () => TagAsync(peer));
        Assert.HasCount(1, peer.Lines(Put));
        Assert.IsEmpty(time.Pauses);
        Assert.IsEmpty(_events);
    }

    private async Task<TimeSpan> PauseForAsync(Func<DateTimeOffset, string> retryAfter)
    {
        var time = new LeapingTime();
        await using var peer = await StartBusyAsync(time, retryAfter(time.GetUtcNow()), times: 1);
        await TagAsync(peer);
        Assert.HasCount(2, peer.Lines(Put));
        Assert.HasCount(1, _events.Where(IsRetry));
        return time.Pauses.First();
    }

    private static bool IsRetry(RegistryEvent seen) => seen.Message.Contains("It is tried again in ", StringComparison.Ordinal);

    private Task<RegistryPeer> StartBusyAsync(LeapingTime time, string retryAfter, int times)
    {
        var busy = FaultAnswer.Bare(429) with
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = retryAfter },
        };
        return RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = FaultPlan.First(times, busy, request => request.Method == Put).Answer },
            Options with { Time = time, RetryDelay = new RegistryOptions().RetryDelay });
    }

    private static Task TagAsync(RegistryPeer peer)
    {
        peer.Registry.AddBlob(RegistryPeer.Name, "{}"u8.ToArray());
        return peer.Repository.TagAsync(Sample.Manifest(peer.Source, "m"), peer.Source, "1.0", CancellationToken.None);
    }
}

using OciArtifacts.Core;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>The library and a registry behind an nginx that answers some requests with 429 or 502.</summary>
[TestClass]
public sealed class FaultyProxyTests : LibraryTests
{
    [TestMethod]
    public async Task A_push_and_a_pull_get_through_and_nothing_is_damaged()
    {
        await using var registry = await RegistryAsync();
        await using var proxy = await ProxyAsync(registry, new NginxProxyOptions { FailEvery = 8 });
        var artifact = Artifact.Of(Enumerable.Repeat(200_000, 20));
        await PushAsync(proxy.Host, Patient(), artifact, "latest");
        AssertFaults(proxy);

        // A pull sends few requests, so it may get no error by chance.
        var faults = proxy.Answers.Count(IsFault);
        do await PullAsync(proxy.Host, Patient(), artifact, "latest");
        while (proxy.Answers.Count(IsFault) == faults);
        await PullAsync(registry.Host, Options(), artifact, "latest");
    }

    [TestMethod]
    public async Task A_client_without_retries_fails_as_the_proxy_does()
    {
        await using var registry = await RegistryAsync();
        await using var proxy = await ProxyAsync(registry, new NginxProxyOptions { FailEvery = 8 });
        var artifact = Artifact.Of(Enumerable.Repeat(200_000, 20));
        var failure = await Failure.WithAsync(
            [OciErrorCode.TooManyRequests, OciErrorCode.RegistryFailed],
            () => PushAsync(proxy.Host, Options() with { Retries = 0 }, artifact, "latest"));
        Assert.Contains(failure.Code == OciErrorCode.TooManyRequests ? ": 429 " : ": 502 ", failure.Message);
        Assert.DoesNotContain("It was tried", failure.Message);
    }

    [TestMethod]
    public async Task Fifty_layers_of_a_megabyte_get_through_while_every_fifth_request_fails()
    {
        Need(Oras);
        await using var registry = await RegistryAsync();
        await using var proxy = await ProxyAsync(registry, new NginxProxyOptions { FailEvery = 10, MaxBodyBytes = 0 });
        var artifact = Artifact.Of(Enumerable.Repeat(1_000_000, 50));
        await PushAsync(proxy.Host, Patient(), artifact, "latest");
        AssertFaults(proxy);
        await PullWithOrasAsync(registry.Host, artifact, "latest", "--from-plain-http");
    }

    // A retry first asks the registry how much of the upload it has, and that request may fail too. Many failures in a
    // row are possible
    // by chance, and the test must still pass. Pauses double, so the first one is short.
    private RegistryOptions Patient() => Options() with { Retries = 100, RetryDelay = TimeSpan.FromMicroseconds(20) };

    private static string StatusOf(string answer) => answer.Split(' ')[^1];

    private static bool IsFault(string answer) => StatusOf(answer) is "429" or "502";

    private void AssertFaults(NginxProxy proxy)
    {
        var statuses = proxy.Answers.CountBy(StatusOf).ToDictionary();
        TestContext.WriteLine(string.Join(
            ", ", statuses.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.IsGreaterThan(0, statuses.GetValueOrDefault("429"));
        Assert.IsGreaterThan(0, statuses.GetValueOrDefault("502"));
    }
}

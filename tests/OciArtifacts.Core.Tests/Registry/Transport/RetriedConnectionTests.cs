using System.Collections.Concurrent;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Which failures of a connection cause a retry.</summary>
[TestClass]
public sealed class RetriedConnectionTests
{
    private const string Put = "PUT";

    private readonly ConcurrentQueue<RegistryEvent> _events = new();

    private RegistryOptions Options => RegistryPeer.Anonymous with { Report = _events.Enqueue };

    [TestMethod]
    public async Task A_connection_that_is_reset_before_the_answer_is_tried_again()
    {
        await using var peer = await ReachedAsync(new FaultAnswer { Abort = true }, Options);
        AssertUnreachable(
            await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => TagAsync(peer)), "cannot be reached: ", tries: 11);
        Assert.HasCount(11, peer.Lines(Put));
    }

    [TestMethod]
    public async Task A_connection_that_ends_without_an_answer_is_tried_again()
    {
        await using var peer = await ReachedAsync(new FaultAnswer { WithoutAnswer = true }, Options);
        AssertUnreachable(
            await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => TagAsync(peer)), "cannot be reached: ", tries: 11);
        Assert.HasCount(11, peer.Lines(Put));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_registry_that_does_not_answer_in_time_is_asked_again()
    {
        await using var peer = await ReachedAsync(
            new FaultAnswer { Stall = true }, Options with { AnswerTimeout = TimeSpan.FromSeconds(1) });
        AssertUnreachable(await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => TagAsync(peer)), "did not answer in time.");
        Assert.HasCount(6, peer.Lines(Put));
    }

    [TestMethod]
    public async Task A_registry_that_is_gone_is_waited_for()
    {
        var registry = await TestRegistry.StartAsync();
        using var client = new RegistryClient(registry.Host, Options);
        Task<bool> AskAsync() => client.Repository("a").ExistsAsync(Descriptor.Empty, CancellationToken.None);
        Assert.IsFalse(await AskAsync());
        await registry.DisposeAsync();
        var failure = await Failure.WithAsync(OciErrorCode.RegistryUnreachable, AskAsync);
        AssertUnreachable(failure, $"{registry.Host} cannot be reached: ");
        Assert.AreEqual(Remedy.Registry, failure.Remedy);
        Assert.AreEqual(1 + 6, client.Requests);
    }

    [TestMethod]
    public async Task An_answer_that_breaks_off_is_asked_for_again()
    {
        var plan = FaultPlan.First(int.MaxValue, new FaultAnswer { TruncateBodyAfter = 3 }, request => request.Method == "GET");
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer }, Options);
        await TagAsync(peer);
        AssertUnreachable(
            await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => TagsAsync(peer)),
            $"The answer of {peer.Registry.Host} breaks off: ",
            tries: 11);
        Assert.AreEqual(11, plan.Count);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task An_answer_that_stays_away_is_asked_for_again()
    {
        var plan = FaultPlan.First(1, new FaultAnswer { StallBodyAfter = 3 }, request => request.Method == "GET");
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = plan.Answer }, Options with { AnswerTimeout = TimeSpan.FromSeconds(2) });
        await TagAsync(peer);
        Assert.AreSequenceEqual(["1.0"], await TagsAsync(peer));
        Assert.Contains("did not answer in time. It is tried again in ", _events.Single().Message);
    }

    [TestMethod]
    public async Task A_port_where_nobody_listens_is_tried_thrice()
    {
        using var client = new RegistryClient($"localhost:{RunningProcess.FreePort()}", Options);
        await IsUnreachedAsync(client);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_host_that_does_not_exist_is_tried_thrice()
    {
        // RFC 6761, section 6.4: names below "invalid" never exist.
        using var client = new RegistryClient("registry.invalid", Options);
        await IsUnreachedAsync(client);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_host_that_has_never_answered_is_tried_thrice()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = _ => new FaultAnswer { Stall = true } },
            Options with { AnswerTimeout = TimeSpan.FromMilliseconds(300) });
        await IsUnreachedAsync(peer.Client);
    }

    [TestMethod]
    public async Task A_registry_on_this_machine_whose_first_connection_is_reset_is_tried_again()
    {
        var plan = FaultPlan.First(1, new FaultAnswer { Abort = true });
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer }, Options);
        await TagAsync(peer);
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    private async Task IsUnreachedAsync(RegistryClient client)
    {
        var failure = await Failure.WithAsync(
            OciErrorCode.RegistryUnreachable, () => client.Repository("a").ExistsAsync(Descriptor.Empty, CancellationToken.None));
        Assert.AreEqual(3, client.Requests);
        Assert.EndsWith("It was tried 3 times.", failure.Message);
        Assert.HasCount(2, _events);
    }

    private void AssertUnreachable(OciException failure, string words, int tries = 6)
    {
        Assert.Contains(words, failure.Message);
        Assert.EndsWith($"It was tried {tries} times.", failure.Message);
        Assert.HasCount(tries - 1, _events);
        Assert.IsTrue(_events.All(seen => seen.Kind == RegistryEventKind.Retry && seen.Message.Contains(words, StringComparison.Ordinal)));
    }

    /// <summary>A registry that has answered once, and then fails each PUT.</summary>
    private static async Task<RegistryPeer> ReachedAsync(FaultAnswer fault, RegistryOptions options)
    {
        var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == Put ? fault : null }, options);
        Assert.IsFalse(await peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None));
        return peer;
    }

    private static async Task<List<string>> TagsAsync(RegistryPeer peer)
    {
        var tags = new List<string>();
        await foreach (var tag in peer.Repository.ListTagsAsync(CancellationToken.None)) tags.Add(tag);
        return tags;
    }

    private static Task TagAsync(RegistryPeer peer)
    {
        peer.Registry.AddBlob(RegistryPeer.Name, "{}"u8.ToArray());
        return peer.Repository.TagAsync(Sample.Manifest(peer.Source, "m"), peer.Source, "1.0", CancellationToken.None);
    }
}

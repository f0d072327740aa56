using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

[TestClass]
public sealed class RegistryConnectionTests
{
    private static readonly Descriptor Asked = Descriptor.Empty;

    [TestMethod]
    [Timeout(30_000)]
    [DataRow("HEAD")]
    [DataRow("POST")]
    [DataRow("PUT")]
    public async Task A_registry_that_never_answers_is_given_up(string method)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == method ? new FaultAnswer { Stall = true } : null },
            RegistryPeer.Anonymous with { AnswerTimeout = TimeSpan.FromMilliseconds(300), CommitTimeout = TimeSpan.FromMilliseconds(300) });
        var failure = await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => peer.PushAsync(["1.0"], "layer"));
        Assert.Contains("did not answer in time", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [Timeout(30_000)]
    public async Task An_upload_may_take_longer_than_an_answer_as_long_as_it_moves()
    {
        await using var peer = await RegistryPeer.StartAsync(
            client: RegistryPeer.Anonymous with { AnswerTimeout = TimeSpan.FromMilliseconds(500) });
        var source = new SlowSource(pieces: 8, pause: TimeSpan.FromMilliseconds(150));
        await peer.Repository.PutAsync(source.Content, source, CancellationToken.None);
        Assert.IsTrue(peer.Registry.HasBlob(RegistryPeer.Name, source.Content.Digest.ToString()));
    }

    [TestMethod]
    public async Task A_port_where_nobody_listens_is_unreachable()
    {
        var registry = $"localhost:{RunningProcess.FreePort()}";
        using var client = new RegistryClient(registry, RegistryPeer.Anonymous);
        var failure = await Failure.WithAsync(
            OciErrorCode.RegistryUnreachable, () => client.Repository("a").ExistsAsync(Asked, CancellationToken.None));
        Assert.Contains(registry, failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_host_that_does_not_exist_is_unreachable()
    {
        // RFC 6761, section 6.4: names below "invalid" never exist.
        using var client = new RegistryClient("registry.invalid", RegistryPeer.Anonymous);
        var failure = await Failure.WithAsync(
            OciErrorCode.RegistryUnreachable, () => client.Repository("a").ExistsAsync(Asked, CancellationToken.None));
        Assert.Contains("registry.invalid", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_registry_that_does_not_answer_in_time_is_unreachable()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = _ => new FaultAnswer { Stall = true } },
            RegistryPeer.Anonymous with { AnswerTimeout = TimeSpan.FromMilliseconds(200) });
        var failure = await Failure.WithAsync(
            OciErrorCode.RegistryUnreachable, () => peer.Repository.ExistsAsync(Asked, CancellationToken.None));
        Assert.Contains("in time", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_request_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = _ =>
            {
                cancel.Cancel();
                return new FaultAnswer { Stall = true };
            },
        });
        await Assert.ThrowsAsync<OperationCanceledException>(() => peer.Repository.ExistsAsync(Asked, cancel.Token));
    }

    [TestMethod]
    public async Task A_connection_that_breaks_is_a_registry_out_of_reach()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "POST" ? new FaultAnswer { Abort = true } : null });
        await peer.Repository.ExistsAsync(Asked, CancellationToken.None);
        await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => peer.PutBlobAsync("layer"));
    }

    [TestMethod]
    public async Task An_upload_that_always_breaks_is_a_registry_out_of_reach_and_leaves_nothing()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method is "PUT" or "PATCH" ? new FaultAnswer { AbortAfterBodyBytes = 0 } : null,
        });
        var content = peer.Source.Add("a/b", Sample.Bytes(2 * Sample.Mebibyte));
        await Failure.WithAsync(
            OciErrorCode.RegistryUnreachable, () => peer.Repository.PutAsync(content, peer.Source, CancellationToken.None));
        Assert.IsFalse(peer.Registry.HasBlob(RegistryPeer.Name, content.Digest.ToString()));
    }

    [TestMethod]
    public async Task An_answer_that_breaks_off_is_a_failure_with_a_code()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "HEAD" ? FaultAnswer.Bare(200) : BrokenOff });
        await Assert.ThrowsExactlyAsync<OciException>(() => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
    }

    [TestMethod]
    public async Task Content_that_breaks_off_is_a_failure_with_a_code()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = _ => BrokenOff });
        await Assert.ThrowsExactlyAsync<OciException>(() => Sample.ReadAsync(peer.Repository, Descriptor.Of("a/b", new byte[100])));
    }

    [TestMethod]
    public async Task Parallel_first_requests_all_find_the_registry()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var there = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => peer.Repository.ExistsAsync(Asked, CancellationToken.None))));
        Assert.DoesNotContain(true, there);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("https://ghcr.io")]
    [DataRow("ghcr.io/me")]
    [DataRow("ghcr.io:port")]
    [DataRow("[1.2.3.4]", DisplayName = "IPv4 in brackets")]
    public void What_names_no_registry_is_refused_before_anything_is_sent(string registry) =>
        Failure.With(OciErrorCode.InvalidRegistry, () => new RegistryClient(registry, RegistryPeer.Anonymous).Dispose());

    [TestMethod]
    [DataRow("App")]
    [DataRow("")]
    [DataRow("a/../b")]
    public void What_names_no_repository_is_refused_before_anything_is_sent(string name)
    {
        using var client = new RegistryClient("ghcr.io", RegistryPeer.Anonymous);
        Failure.With(OciErrorCode.InvalidRepository, () => client.Repository(name));
        Assert.AreEqual(0, client.Requests);
    }

    private static FaultAnswer BrokenOff => new()
    {
        Status = 200,
        Body = "too short",
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Length"] = "100" },
    };
}

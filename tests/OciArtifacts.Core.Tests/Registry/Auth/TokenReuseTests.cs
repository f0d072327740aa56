using Microsoft.Extensions.Time.Testing;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Auth;

/// <summary>How long a token is used, and for which requests.</summary>
[TestClass]
public sealed class TokenReuseTests
{
    private const string Pull = "repository:me/app:pull";
    private const string Push = "repository:me/app:pull,push";

    [TestMethod]
    public async Task One_token_serves_all_requests_of_its_scope()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded, TokenTraffic.User);
        for (var i = 0; i < 5; i++) await peer.AskAsync();
        Assert.AreSequenceEqual([Pull], peer.Scopes());
        Assert.HasCount(1, peer.Requests.Where(request => request.Status == 401));
        Assert.HasCount(7, peer.Requests);
    }

    [TestMethod]
    public async Task Parallel_requests_share_one()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded, TokenTraffic.User);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(peer.AskAsync)));
        Assert.HasCount(1, peer.TokenRequests());
        Assert.HasCount(20, peer.Requests.Where(request => request.Status == 404));
    }

    [TestMethod]
    public async Task A_right_to_pull_is_not_used_to_push()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded, TokenTraffic.User);
        await peer.AskAsync();
        await peer.PutBlobAsync("layer");
        Assert.AreSequenceEqual([Pull, Push], peer.Scopes());
        Assert.HasCount(1, peer.Requests.Where(request => request.Status == 401));
    }

    [TestMethod]
    public async Task A_right_to_push_serves_to_pull()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded, TokenTraffic.User);
        await peer.PutBlobAsync("layer");
        await peer.AskAsync();
        Assert.AreSequenceEqual([Push], peer.Scopes());
    }

    [TestMethod]
    public async Task Of_several_that_would_do_the_one_with_the_least_rights_is_sent()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded, TokenTraffic.User);
        await peer.AskAsync();
        var pulling = peer.Requests[^1].Authorization;
        await peer.PutBlobAsync("layer");
        await peer.AskAsync();
        Assert.AreNotEqual(pulling, peer.Requests[^2].Authorization);
        Assert.AreEqual(pulling, peer.Requests[^1].Authorization);
    }

    [TestMethod]
    public async Task A_mount_asks_for_the_rights_on_both_repositories_and_they_last()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded, TokenTraffic.User);
        var blob = Sample.Blob(peer.Source, "layer");
        peer.Registry.AddBlob("me/base", "layer"u8.ToArray());
        var outcome = await peer.Repository.PutAsync(blob, peer.Client.Repository("me/base"), CancellationToken.None);
        Assert.AreEqual(CopyOutcome.Mounted, outcome);
        Assert.AreSequenceEqual([$"{Push} repository:me/base:pull"], peer.Scopes());
        await peer.PutBlobAsync("another");
        Assert.HasCount(1, peer.TokenRequests());
    }

    [TestMethod]
    [DataRow(300, 239, 1)]
    [DataRow(300, 240, 2)]
    [DataRow(null, 47, 1, DisplayName = "a minute where nothing is said")]
    [DataRow(null, 48, 2, DisplayName = "a minute where nothing is said, and that is over")]
    public async Task It_is_renewed_before_it_ends(int? lifetime, int after, int tokens)
    {
        var clock = new FakeTimeProvider();
        await using var peer = await StartAsync(clock, TokenTraffic.Guarded with
        {
            TokenLifetime = lifetime is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            TokenAnswer = lifetime is null ? TokenMembers.Token : TokenMembers.All,
        });
        await peer.AskAsync();
        clock.Advance(TimeSpan.FromSeconds(after));
        await peer.AskAsync();
        Assert.HasCount(tokens, peer.TokenRequests());
        Assert.HasCount(1, peer.Requests.Where(request => request.Status == 401));
    }

    [TestMethod]
    public async Task One_that_the_registry_no_longer_takes_is_replaced_within_the_request()
    {
        var registry = new FakeTimeProvider();
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with { Clock = registry }, TokenTraffic.User);
        await peer.AskAsync();
        registry.Advance(TimeSpan.FromHours(1));
        await peer.PutBlobAsync("layer");
        registry.Advance(TimeSpan.FromHours(1));
        await peer.AskAsync();
        Assert.HasCount(3, peer.TokenRequests());
        Assert.HasCount(2, peer.Requests.Where(request => request.Status == 401));
    }

    [TestMethod]
    public async Task One_that_is_never_taken_is_replaced_once()
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with
            {
                Fault = TokenTraffic.AtTokenServer(new FaultAnswer { Status = 200, Body = "{\"token\":\"forged\"}" }),
            },
            TokenTraffic.User);
        await Failure.WithAsync(OciErrorCode.CredentialsRejected, peer.AskAsync);
        Assert.AreSequenceEqual([401, 200, 401], peer.Requests.Select(request => request.Status));
        Assert.AreEqual("Bearer forged", peer.Requests[^1].Authorization);

        // Known tokens are tried before another one is requested.
        await Failure.WithAsync(OciErrorCode.CredentialsRejected, peer.AskAsync);
        Assert.AreSequenceEqual([401, 200, 401, 401, 200, 401], peer.Requests.Select(request => request.Status));
    }

    [TestMethod]
    public async Task Rights_that_the_registry_asks_for_in_addition_are_asked_for()
    {
        var isFirst = true;
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with
            {
                Challenges = usual =>
                    [
                        usual.Contains("error=", StringComparison.Ordinal)
                            ? usual.Replace(":pull\"", ":delete\"", StringComparison.Ordinal)
                            : usual,
                    ],
                Fault = request => request.Path == "/token" && Interlocked.Exchange(ref isFirst, false)
                    ? new FaultAnswer { Status = 200, Body = "{\"token\":\"forged\"}" } : null,
            },
            TokenTraffic.User);
        await Failure.WithAsync(OciErrorCode.CredentialsRejected, peer.AskAsync);
        await peer.AskAsync();
        Assert.AreSequenceEqual([Pull, "repository:me/app:delete,pull"], peer.Scopes());
    }

    [TestMethod]
    [DataRow(503)]
    [DataRow(429)]
    [DataRow(null)]
    public async Task A_token_server_that_fails_for_a_moment_is_asked_again(int? status)
    {
        var plan = FaultPlan.First(
            2,
            status is { } code ? FaultAnswer.Bare(code) : new FaultAnswer { Abort = true },
            request => request.Path == "/token");
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with { Fault = plan.Answer }, TokenTraffic.User);
        Assert.IsFalse(await peer.AskAsync());
        Assert.HasCount(3, peer.TokenRequests());
    }

    [TestMethod]
    public async Task A_token_server_that_is_never_reached_is_named_and_the_registry_is_not_looked_for_elsewhere()
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with { Fault = TokenTraffic.AtTokenServer(new FaultAnswer { Abort = true }) },
            TokenTraffic.User with { Retries = 1 });
        var failure = await Failure.WithAsync(OciErrorCode.RegistryUnreachable, peer.AskAsync);
        Assert.StartsWith(
            $"The token server of {peer.Registry.Host} gives no answer. http://{peer.Registry.Host} cannot be reached: ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "Check that it is up and can be reached from here. It was tried 3 times.", failure.Message, StringComparison.Ordinal);
        Assert.HasCount(3, peer.TokenRequests());
    }

    [TestMethod]
    public async Task A_token_server_without_a_secure_connection_is_not_tried_again()
    {
        await using var elsewhere = await RegistryPeer.StartAsync();
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with { TokenRealm = $"https://{elsewhere.Registry.Host}/token" }, TokenTraffic.User with { Retries = 0 });
        var failure = await Failure.WithAsync(OciErrorCode.TransportSecurity, peer.AskAsync);
        Assert.StartsWith(
            $"The token server of {peer.Registry.Host} gives no answer. No secure connection to https://{elsewhere.Registry.Host}: ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.AreEqual(Remedy.InsecureRegistries, failure.Remedy);
        Assert.HasCount(1, peer.Requests);
    }

    [TestMethod]
    public async Task A_token_server_whose_answer_breaks_off_is_asked_again()
    {
        var plan = FaultPlan.First(1, new FaultAnswer { TruncateBodyAfter = 5 }, request => request.Path == "/token");
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with { Fault = plan.Answer }, TokenTraffic.User);
        Assert.IsFalse(await peer.AskAsync());
        Assert.HasCount(2, peer.TokenRequests());
    }

    private static Task<RegistryPeer> StartAsync(FakeTimeProvider clock, TestRegistryOptions options) =>
        RegistryPeer.StartAsync(options with { Clock = clock }, TokenTraffic.User with { Time = clock });
}

using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Credentials;

[TestClass]
public sealed class CredentialTests
{
    private const string Secret = "the-pässword";
    private static readonly TestRegistryOptions Guarded = new() { UserName = "user", Password = Secret };

    [TestMethod]
    [DataRow("OCIARTIFACTS_USERNAME", "OCIARTIFACTS_PASSWORD")]
    [DataRow("DOTNET_CONTAINER_REGISTRY_UNAME", "DOTNET_CONTAINER_REGISTRY_PWORD")]
    public async Task Credentials_of_the_environment_open_the_registry(string userName, string password)
    {
        await using var peer = await RegistryPeer.StartAsync(Guarded, RegistryPeer.WithEnvironment((userName, "user"), (password, Secret)));
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    public async Task The_first_place_that_has_credentials_wins()
    {
        await using var peer = await RegistryPeer.StartAsync(Guarded, RegistryPeer.WithEnvironment(
            ("DOTNET_CONTAINER_REGISTRY_UNAME", "other"),
            ("DOTNET_CONTAINER_REGISTRY_PWORD", "other"),
            ("OCIARTIFACTS_USERNAME", "user"),
            ("OCIARTIFACTS_PASSWORD", Secret)));
        Assert.IsFalse(await AskAsync(peer));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(null)]
    public async Task Half_of_the_credentials_is_none(string? password)
    {
        await using var peer = await RegistryPeer.StartAsync(Guarded, RegistryPeer.WithEnvironment(
            ("OCIARTIFACTS_USERNAME", "other"),
            ("OCIARTIFACTS_PASSWORD", password!),
            ("DOTNET_CONTAINER_REGISTRY_UNAME", "user"),
            ("DOTNET_CONTAINER_REGISTRY_PWORD", Secret)));
        Assert.IsFalse(await AskAsync(peer));
    }

    [TestMethod]
    public async Task They_are_sent_when_the_registry_asks_and_then_with_every_request()
    {
        await using var peer = await StartAsync(Secret);
        await peer.PushAsync(["1.0"], "layer");
        Assert.IsNull(peer.Requests[0].Authorization);
        Assert.HasCount(1, peer.Requests.Where(request => request.Status == 401));
        Assert.IsTrue(peer.Requests.Skip(1).All(request => request.Authorization is not null));
    }

    [TestMethod]
    public async Task A_registry_that_does_not_ask_gets_none()
    {
        await using var peer = await RegistryPeer.StartAsync(
            client: RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", Secret)));
        await peer.PushAsync(["1.0"], "layer");
        Assert.IsTrue(peer.Requests.All(request => request.Authorization is null));
    }

    [TestMethod]
    public async Task Where_there_are_none_the_message_says_where_was_looked_and_what_to_do()
    {
        using var work = new WorkFolder();
        await using var peer = await RegistryPeer.StartAsync(Guarded, RegistryPeer.WithEnvironment(("DOCKER_CONFIG", work.Path)));
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsMissing, () => AskAsync(peer));
        foreach (var part in new[] { peer.Registry.Host, work["config.json"], "OCIARTIFACTS_USERNAME", "docker login" })
        {
            Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public async Task Credentials_that_are_not_accepted_are_named_without_the_password()
    {
        await using var peer = await StartAsync("wrong-password");
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsRejected, () => AskAsync(peer));
        Assert.Contains("'user'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("OCIARTIFACTS_USERNAME", failure.Message, StringComparison.Ordinal);
        AssertNoSecret(failure, "wrong-password");
        Assert.HasCount(2, peer.Requests);
    }

    [TestMethod]
    public async Task Credentials_that_are_no_longer_accepted_are_rejected()
    {
        var isRevoked = false;
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions
        {
            Fault = _ => isRevoked ? FaultAnswer.Error(401, "UNAUTHORIZED") with { Headers = Challenge("Basic realm=\"x\"") } : null,
        });
        await AskAsync(peer);
        isRevoked = true;
        await Failure.WithAsync(OciErrorCode.CredentialsRejected, () => AskAsync(peer));
        Assert.HasCount(3, peer.Requests);
    }

    [TestMethod]
    [DataRow(422, OciErrorCode.ContentRefused)]
    [DataRow(403, OciErrorCode.Denied)]
    [DataRow(500, OciErrorCode.RegistryFailed)]
    public async Task The_password_is_in_no_failure(int status, OciErrorCode code)
    {
        await using var peer = await RegistryPeer.StartAsync(
            Guarded with
            {
                Fault = request => request.Method == "POST" && request.Authorization is not null ? FaultAnswer.Error(status, "X") : null,
            },
            RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", Secret)));
        AssertNoSecret(await Failure.WithAsync(code, () => peer.PutBlobAsync("layer")), Secret);
    }

    [TestMethod]
    [DataRow(null, "nothing that it names")]
    [DataRow("Negotiate", "Negotiate")]
    [DataRow("Digest realm=\"x\", Negotiate", "Digest or Negotiate")]
    public async Task A_challenge_that_is_not_known_is_named(string? challenge, string named)
    {
        await using var peer = await ChallengingAsync(challenge);
        var failure = await Failure.WithAsync(OciErrorCode.UnsupportedAuthentication, () => AskAsync(peer));
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("BASIC realm=\"x\"")]
    [DataRow("Negotiate, Basic realm=\"a, b\"")]
    public async Task Basic_is_found_among_others_in_any_letters(string challenge)
    {
        await using var peer = await ChallengingAsync(challenge);
        await Failure.WithAsync(OciErrorCode.CredentialsRejected, () => AskAsync(peer));
        Assert.AreEqual("Basic dXNlcjp0aGUtcMOkc3N3b3Jk", peer.Requests[^1].Authorization);
    }

    [TestMethod]
    public async Task Parallel_first_requests_that_are_all_challenged_succeed()
    {
        const int Count = 8;
        using var all = new CountdownEvent(Count);
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions
        {
            Fault = request =>
            {
                // No request is answered before all of them have arrived.
                if (request.Authorization is not null) return null;
                all.Signal();
                all.Wait(TimeSpan.FromSeconds(30));
                return null;
            },
        });
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Count * 2), ports);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => Task.Run(() => AskAsync(peer))));
        Assert.HasCount(Count, peer.Requests.Where(request => request.Status == 401));
        Assert.HasCount(Count, peer.Requests.Where(request => request.Status == 404));
    }

    private static Task<RegistryPeer> StartAsync(string password) => RegistryPeer.StartAsync(
        Guarded, RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", password)));

    private static Task<RegistryPeer> ChallengingAsync(string? challenge)
    {
        var answer = challenge is null ? FaultAnswer.Bare(401) : FaultAnswer.Bare(401) with { Headers = Challenge(challenge) };
        return RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = _ => answer },
            RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", Secret)));
    }

    private static Dictionary<string, string> Challenge(string challenge) =>
        new(StringComparer.OrdinalIgnoreCase) { ["WWW-Authenticate"] = challenge };

    private static Task<bool> AskAsync(RegistryPeer peer) => peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None);

    private static void AssertNoSecret(OciException failure, string password)
    {
        Assert.DoesNotContain(password, failure.ToString(), StringComparison.Ordinal);
        var pair = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"user:{password}"));
        Assert.DoesNotContain(pair, failure.ToString(), StringComparison.Ordinal);
    }
}

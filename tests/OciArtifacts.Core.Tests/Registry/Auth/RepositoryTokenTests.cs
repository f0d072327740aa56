using System.Text;
using Microsoft.Extensions.Time.Testing;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.Core.Tests.Registry.Credentials;
using OciArtifacts.Core.Tests.Registry.Uploads;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Auth;

/// <summary>Which scopes tokens are requested for, and which repositories they are used for.</summary>
[TestClass]
public sealed class RepositoryTokenTests
{
    [TestMethod]
    [DataRow(RegistryAccess.Pull, "repository:me/app:pull")]
    [DataRow(RegistryAccess.Push, "repository:me/app:pull,push")]
    public async Task A_push_asks_for_its_right_with_the_first_request(RegistryAccess access, string scope)
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded, TokenTraffic.User with { Access = access });
        await peer.AskAsync();
        Assert.AreSequenceEqual([scope], peer.Scopes());
    }

    [TestMethod]
    public async Task A_push_takes_one_token()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded, TokenTraffic.User with { Access = RegistryAccess.Push });
        await peer.PushAsync(["1.0"], "layer");
        Assert.HasCount(1, peer.TokenRequests());
    }

    [TestMethod]
    public async Task The_token_of_one_user_serves_no_repository_of_another()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            BearerChallenge = true,

            // This registry always asks for both repositories, so each of its tokens would be valid for the other one
            // too.
            Challenges = challenge =>
                [
                    challenge.Replace(
                        "repository:team-a/app:pull",
                        "repository:team-a/app:pull repository:team-b/app:pull",
                        StringComparison.Ordinal),
                ],
        });
        using var home = new WorkFolder();
        var entries = $"\"{registry.Host}/team-a\":{CredentialHome.Entry("a:1")},\"{registry.Host}/team-b\":{CredentialHome.Entry("b:2")}";
        home.Write(".config/containers/auth.json", $"{{\"auths\":{{{entries}}}}}");
        using var client = new RegistryClient(registry.Host, RegistryPeer.WithEnvironment(("HOME", home.Path)));
        await client.Repository("team-a/app").ExistsAsync(Descriptor.Empty, CancellationToken.None);
        await client.Repository("team-b/app").ExistsAsync(Descriptor.Empty, CancellationToken.None);
        await client.Repository("team-b/app").ExistsAsync(Descriptor.Empty, CancellationToken.None);

        var asked = registry.Requests.Where(request => request.Path == "/token").Select(request => request.Authorization).ToList();
        Assert.AreSequenceEqual([Basic("a:1"), Basic("b:2")], asked);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_transfer_that_waited_long_for_its_turn_has_a_token_that_is_good_then()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with { TokenLifetime = TimeSpan.FromSeconds(60), Clock = time },
            TokenTraffic.User with { Access = RegistryAccess.Push, ParallelTransfers = 1, Time = time });
        var slow = new GatedSource(peer.Source);
        var uploading = peer.Repository.PutAsync(Sample.Blob(peer.Source, "first"), slow, CancellationToken.None);
        while (slow.Readers == 0) await Task.Delay(10);
        var waiting = peer.PutBlobAsync("second");
        while (peer.Lines("POST").Count(path => path != "/token") < 3) await Task.Delay(10);
        time.Advance(TimeSpan.FromSeconds(90));
        slow.Open();
        await Task.WhenAll(uploading, waiting);
        Assert.HasCount(2, peer.TokenRequests());

        // The first PUT sent its headers with its first byte, which was too late.
        Assert.AreSequenceEqual([401, 201, 201], peer.Requests.Where(request => request.Method == "PUT").Select(request => request.Status));
    }

    private static string Basic(string pair) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}";
}

using OciArtifacts.Core.Tests.Content;
using OciArtifacts.Core.Tests.Registry.Auth;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Credentials are sent only to the registry: its scheme, host and port.</summary>
[TestClass]
public sealed class RedirectCredentialTests
{
    [TestMethod]
    [DataRow("GET", true)]
    [DataRow("GET", false)]
    [DataRow("POST", true)]
    [DataRow("POST", false)]
    [DataRow("PUT", true)]
    [DataRow("PUT", false)]
    public async Task A_redirect_to_another_port_gets_the_request_and_no_credentials(string method, bool isBearer)
    {
        RegistryPeer? peer = null;
        var options = TokenTraffic.Guarded with
        {
            BearerChallenge = isBearer,
            Fault = request => request.OnOtherHost ? FaultAnswer.Bare(418)
                : request.Method == method && request.Authorization is not null && request.Path != "/token"
                    ? FaultAnswer.Bare(307).WithHeader("Location", $"http://{peer!.Registry.OtherHost}/x")
                    : null,
        };
        await using (peer = await RegistryPeer.StartAsync(options, TokenTraffic.User))
        {
            await Failure.WithAsync(OciErrorCode.ContentRefused, () => method == "GET" ? ReadAsync(peer) : peer.PutBlobAsync("layer"));
            var elsewhere = peer.Requests.Single(request => request.OnOtherHost && request.Path == "/x");
            Assert.AreEqual((method, method == "PUT" ? 5 : 0), (elsewhere.Method, elsewhere.ContentLength ?? 0));
            Assert.IsNull(elsewhere.Authorization);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Another_name_of_the_same_server_gets_none_and_the_way_back_has_them_again(bool isBearer)
    {
        RegistryPeer? peer = null;
        var options = TokenTraffic.Guarded with
        {
            BearerChallenge = isBearer,
            Fault = request => request.Path switch
            {
                "/out" => FaultAnswer.Bare(307).WithHeader("Location", $"http://{peer!.Registry.Host}/back"),
                "/back" => FaultAnswer.Bare(418),
                _ when request.Method == "GET" && request.Authorization is not null && request.Path != "/token" =>
                    FaultAnswer.Bare(307).WithHeader(
                        "Location", $"http://{peer!.Registry.Host.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)}/out"),
                _ => null,
            },
        };
        await using (peer = await RegistryPeer.StartAsync(options, TokenTraffic.User))
        {
            await Failure.WithAsync(OciErrorCode.ContentRefused, () => ReadAsync(peer));
            Assert.IsNull(peer.Requests.Single(request => request.Path == "/out").Authorization);
            Assert.IsNotNull(peer.Requests.Single(request => request.Path == "/back").Authorization);
        }
    }

    private static Task ReadAsync(RegistryPeer peer) => Sample.ReadAsync(peer.Repository, Sample.Blob(peer.Source, "layer"));
}

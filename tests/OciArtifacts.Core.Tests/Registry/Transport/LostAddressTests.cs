using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Proxies that drop the port or the scheme of the registry behind them.</summary>
[TestClass]
public sealed class LostAddressTests
{
    [TestMethod]
    [DataRow("https://registry:5000/", "https://registry/x?s=%7E", "https://registry:5000/x?s=%7E", DisplayName = "a port")]
    [DataRow("http://registry:5000/", "http://registry/x", "http://registry:5000/x", DisplayName = "a port of http")]
    [DataRow("https://registry:5000/", "http://registry/x", "https://registry:5000/x", DisplayName = "both")]
    [DataRow("https://registry/", "http://registry/x", "https://registry/x", DisplayName = "a scheme")]
    [DataRow("https://registry:5000/", "http://REGISTRY/x", "https://registry:5000/x", DisplayName = "in other letters")]
    [DataRow("https://registry:5000/", "https://registry", "https://registry:5000/")]
    [DataRow("https://registry:5000/", "https://registry?s=1", "https://registry:5000/?s=1")]
    public void What_is_lost_is_that_of_the_request(string asked, string location, string address) =>
        Assert.AreEqual(address, RegistryAddress.Resolve(new Uri(asked), location)!.OriginalString);

    [TestMethod]
    [DataRow("http://registry/", "https://registry/x", DisplayName = "a better scheme")]
    [DataRow("http://registry:5000/", "https://registry/x", DisplayName = "a better scheme at its own port")]
    [DataRow("https://registry:5000/", "https://registry:6000/x", DisplayName = "another port that is said")]
    [DataRow("https://registry:5000/", "http://registry:6000/x", DisplayName = "a worse scheme at a port that is said")]
    [DataRow("https://registry:5000/", "https://storage/x", DisplayName = "another host")]
    [DataRow("https://registry:5000/", "http://storage/x", DisplayName = "another host with a worse scheme")]
    [DataRow("https://registry/", "https://registry/x", DisplayName = "nothing is lost")]
    public void What_is_said_stays(string asked, string location) =>
        Assert.AreEqual(location, RegistryAddress.Resolve(new Uri(asked), location)!.OriginalString);

    [TestMethod]
    [DataRow(false, true, false)]
    [DataRow(true, true, false)]
    [DataRow(true, true, true)]
    public async Task A_push_goes_through_all_the_same(bool isTls, bool losesPort, bool losesScheme)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions
            {
                UseTls = isTls,
                LocationLosesPort = losesPort,
                LocationLosesScheme = losesScheme,
                UserName = "user",
                Password = "pw",
            },
            RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", "pw")) with
            {
                InsecureRegistries = ["localhost"],
            });
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
        Assert.IsTrue(peer.Requests.Where(request => request.Method == "PUT").All(request => request.Authorization is not null));
    }

    [TestMethod]
    [DataRow("https://registry/", "https://registry/", true)]
    [DataRow("https://registry/", "https://REGISTRY:443/x", true)]
    [DataRow("https://registry/", "http://registry/", false)]
    [DataRow("https://registry/", "http://registry:443/", false)]
    [DataRow("https://registry/", "https://registry:444/", false)]
    [DataRow("https://registry/", "https://registry.example/", false)]
    [DataRow("https://registry/", "https://registry@bad/", false)]
    public void An_origin_is_scheme_host_and_port(string one, string other, bool isSame)
    {
        Assert.AreEqual(isSame, RegistryAddress.IsSameOrigin(new Uri(one), new Uri(other)));
        Assert.AreEqual(isSame, RegistryAddress.IsSameOrigin(new Uri(other), new Uri(one)));
    }
}

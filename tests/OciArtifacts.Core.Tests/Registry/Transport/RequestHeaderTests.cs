using System.Text.RegularExpressions;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Registry.Auth;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>The headers that each request has, and those that no request has.</summary>
[TestClass]
public sealed class RequestHeaderTests
{
    [TestMethod]
    public async Task Each_says_name_and_version()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with { TokenByPostOnly = true }, TokenTraffic.User);
        await peer.PushAsync(["1.0"], "layer");
        var version = typeof(RegistryClient).Assembly.GetName().Version!.ToString(3);
        foreach (var request in peer.Requests) Assert.AreEqual($"OciArtifacts/{version}", request.UserAgent, request.ToString());
        Assert.IsTrue(Regex.IsMatch(version, @"\A[0-9]+\.[0-9]+\.[0-9]+\z", RegexOptions.CultureInvariant));
    }

    [TestMethod]
    public async Task None_has_a_cookie()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with { SetsCookie = true }, TokenTraffic.User);
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
        foreach (var request in peer.Requests) Assert.IsNull(request.Cookie);
    }
}

using System.Net;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Auth;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Auth;

/// <summary>Which token servers a registry may name. A token server gets the password.</summary>
[TestClass]
public sealed class TokenRealmTests
{
    private static readonly PrivateNetworks Networks = new((host, _) =>
        Task.FromResult<IPAddress[]>([IPAddress.Parse(host.StartsWith("inside", StringComparison.Ordinal) ? "10.0.0.1" : "8.8.8.8")]));

    [TestMethod]
    [DataRow("ghcr.io", "ghcr.io", true)]
    [DataRow("GHCR.io", "ghcr.IO", true)]
    [DataRow("registry.gitlab.com", "gitlab.com", true)]
    [DataRow("registry-1.docker.io", "auth.docker.io", true)]
    [DataRow("example.com", "auth.example.com", true)]
    [DataRow("registry.example.com", "auth.example.com", true)]
    [DataRow("registry.example.com", "a.b.example.com", true)]
    [DataRow("registry.example.com", "badexample.com", false)]
    [DataRow("registry.example.com", "example.com.bad.org", false)]
    [DataRow("example.com", "bad.com", false)]
    [DataRow("example.com", "com", false)]
    [DataRow("a.b.example.com", "auth.example.com", false)]
    [DataRow("a.azurecr.io", "a.azurecr.io", true)]
    [DataRow("a.azurecr.io", "b.azurecr.io", false)]
    [DataRow("a.b.azurecr.io", "c.b.azurecr.io", false)]
    [DataRow("a.azurecr.io", "azurecr.io", false)]
    [DataRow("1.dkr.ecr.eu-1.amazonaws.com", "2.dkr.ecr.eu-1.amazonaws.com", false)]
    [DataRow("a.co.uk", "b.co.uk", false)]
    [DataRow("a.co.uk", "co.uk", false)]
    [DataRow("a.CO.UK", "b.co.uk", false)]
    [DataRow("r.a.co.uk", "auth.a.co.uk", true)]
    [DataRow("r.com.example", "auth.com.example", true, DisplayName = "a domain that only begins like one of a country")]
    [DataRow("r.my.uk", "auth.my.uk", true, DisplayName = "a domain of a country that somebody owns")]
    [DataRow("127.0.0.1", "127.0.0.1", true)]
    [DataRow("10.0.0.1", "11.0.0.1", false)]
    [DataRow("::1", "::1", true)]
    [DataRow("::1", "::2", false)]
    [DataRow("localhost", "localhost", true)]
    [DataRow("localhost", "auth.localhost", true)]
    [DataRow("a.localhost", "b.localhost", false)]
    [DataRow("registry", "auth", false)]
    [DataRow("localhost", "example.com", false)]
    public void A_site_is_what_one_owner_has_as_far_as_names_tell(string registry, string realm, bool isSame) =>
        Assert.AreEqual(isSame, TokenRealm.IsSameSite(registry, realm));

    [TestMethod]
    [DataRow("ghcr.io", "https://ghcr.io/token")]
    [DataRow("ghcr.io:5000", "https://ghcr.io:6000/token", DisplayName = "another port")]
    [DataRow("docker.io", "https://auth.docker.io/token")]
    [DataRow("registry.gitlab.com", "https://gitlab.com/jwt/auth")]
    [DataRow("rg.fr-par.scw.cloud", "https://API.scaleway.com/registry-internal/v1/regions/fr-par/tokens")]
    [DataRow("listed.example", "https://auth.trusted.org/token")]
    [DataRow("listed.example", "https://auth.trusted.org:8443/token", DisplayName = "a host that is listed is listed with all its ports")]
    [DataRow("listed.example", "https://port.trusted.org:8443/token")]
    [DataRow("listed.example", "https://inside.listed.example:5000/token", DisplayName = "a private one that may be insecure")]
    public async Task A_server_of_the_site_or_one_that_is_known_or_named_is_asked(string registry, string realm) =>
        Assert.AreEqual(new Uri(realm), await CheckAsync(registry, realm));

    [TestMethod]
    [DataRow("https://auth.trusted.com/token")]
    [DataRow("https://port.trusted.org/token", DisplayName = "a port that is not listed")]
    [DataRow("https://auth.docker.io/token", DisplayName = "known for another registry")]
    [DataRow("https://registry.example@bad.org/token", DisplayName = "a user that looks like the registry")]
    public async Task A_server_of_another_site_is_refused_with_the_way_to_trust_it(string realm)
    {
        var failure = await Failure.WithAsync(OciErrorCode.UnsafeRedirect, () => CheckAsync("registry.example", realm));
        var host = new Uri(realm).Authority;
        Assert.AreEqual(
            $"registry.example names the token server https://{host}, which is on another site. It was not asked. "
            + $"If it is right, add {host} to the token hosts that are allowed.",
            failure.Message);
        Assert.AreEqual(Remedy.TokenHosts, failure.Remedy);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("token")]
    [DataRow("/token")]
    [DataRow("//ghcr.io/token")]
    [DataRow("https://")]
    [DataRow("https://[/")]
    [DataRow("ftp://ghcr.io/token")]
    [DataRow("file:///etc/passwd")]
    [DataRow("urn:x")]
    public async Task What_is_no_address_is_refused(string realm)
    {
        var failure = await Failure.WithAsync(OciErrorCode.UnsafeRedirect, () => CheckAsync("ghcr.io", realm));
        Assert.AreEqual("ghcr.io names a token server that has no address to go to. It was not asked.", failure.Message);
    }

    [TestMethod]
    [DataRow("http://ghcr.io/token")]
    [DataRow("http://auth.trusted.org/token", DisplayName = "also one that is listed")]
    public async Task A_secure_registry_has_no_insecure_server(string realm)
    {
        var failure = await Failure.WithAsync(OciErrorCode.UnsafeRedirect, () => CheckAsync("ghcr.io", realm));
        Assert.StartsWith(
            $"ghcr.io names the token server http://{new Uri(realm).Host}, which is less secure than the registry itself.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_public_registry_has_no_private_server()
    {
        var failure = await Failure.WithAsync(
            OciErrorCode.UnsafeRedirect, () => CheckAsync("ghcr.io", "https://inside.ghcr.io/token?x=secret"));
        Assert.Contains(
            "https://inside.ghcr.io, which is on a private network, and the registry is not", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.AreEqual(
            "inside.auth.local", (await CheckAsync("inside.registry.local", "https://inside.auth.local/token", "inside.auth.local")).Host);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("127.0.0.1")]
    public async Task Another_site_is_not_even_spoken_to_unless_it_is_listed(string? listed)
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with { Challenges = usual => [usual.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)] },
            TokenTraffic.User with { TokenHosts = listed is null ? [] : [listed] });
        if (listed is null) await Failure.WithAsync(OciErrorCode.UnsafeRedirect, peer.AskAsync);
        else await peer.AskAsync();
        Assert.HasCount(listed is null ? 0 : 1, peer.TokenRequests());
    }

    [TestMethod]
    public async Task A_server_on_another_port_of_the_host_is_of_the_site()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with { TokenRealmOnOtherHost = true }, TokenTraffic.User);
        await peer.AskAsync();
        Assert.IsTrue(peer.TokenRequests().Single().OnOtherHost);
    }

    private static async Task<Uri> CheckAsync(string registry, string realm, params string[] listed)
    {
        var options = RegistryPeer.Anonymous with
        {
            PrivateNetworks = Networks,
            TokenHosts = ["AUTH.trusted.org", "port.trusted.org:8443", .. listed],
            InsecureRegistries = ["inside.listed.example:5000"],
        };
        using var connection = new RegistryConnection(registry, options);
        return await TokenRealm.CheckAsync(
            new Uri($"https://{connection.Host}/v2/"), realm, new Exchange(connection, options), CancellationToken.None);
    }
}

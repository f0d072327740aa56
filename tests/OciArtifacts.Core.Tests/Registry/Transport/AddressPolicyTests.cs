using System.Net;
using System.Net.Sockets;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Which addresses a registry may send its clients to.</summary>
[TestClass]
public sealed class AddressPolicyTests
{
    private static readonly PrivateNetworks Networks = new((host, _) => host switch
    {
        "unknown.example" => throw new SocketException((int)SocketError.HostNotFound),
        _ =>
            Task.FromResult<IPAddress[]>(
                [IPAddress.Parse(host.StartsWith("inside", StringComparison.Ordinal) ? "192.168.0.1" : "8.8.8.8")]),
    });

    [TestMethod]
    [DataRow("registry.example", "https://storage.example/x?s=1")]
    [DataRow("registry.example", "https://unknown.example/x", DisplayName = "a name that is not known here may be known to a proxy")]
    [DataRow("registry.example", "https://INSIDE.listed.example/x", DisplayName = "one that may be insecure")]
    [DataRow("registry.example", "https://inside.port.example:5000/x", DisplayName = "one that may be insecure at that port")]
    [DataRow("inside.example", "https://inside.example/x", DisplayName = "a private registry itself")]
    [DataRow("inside.example:5000", "https://inside.example:6000/x", DisplayName = "a private registry at another port")]
    [DataRow("inside.example", "https://inside.storage.example/x", DisplayName = "a private registry to a private place")]
    [DataRow("10.0.0.1", "https://10.0.0.2/x", DisplayName = "addresses")]
    [DataRow("[fd00::1]:5000", "https://[fd00::2]/x", DisplayName = "addresses of IPv6")]
    [DataRow("localhost:5000", "https://127.0.0.1/x", DisplayName = "this machine")]
    public async Task A_place_that_the_registry_may_name_is_gone_to(string registry, string place) =>
        Assert.AreEqual(place, (await ResolveAsync(registry, $"https://{registry}/v2/", place)).OriginalString);

    [TestMethod]
    [DataRow("https://inside.example/x?s=secret", "https://inside.example")]
    [DataRow("https://inside.port.example:5001/x", "https://inside.port.example:5001")]
    [DataRow("https://169.254.169.254/latest", "https://169.254.169.254")]
    [DataRow("https://[::1]/x", "https://[::1]")]
    [DataRow("https://localhost/x", "https://localhost")]
    [DataRow("https://user:secret@127.0.0.1:8080/x", "https://127.0.0.1:8080")]
    public async Task A_public_registry_leads_to_no_private_place(string place, string shown)
    {
        var failure = await Failure.WithAsync(
            OciErrorCode.UnsafeRedirect, () => ResolveAsync("registry.example", "https://registry.example/v2/", place));
        Assert.AreEqual(
            $"registry.example answered with the address {shown}, which is on a private network, and the registry is not. It was not used.",
            failure.Message);
    }

    [TestMethod]
    [DataRow("https://registry.example/v2/", "http://storage.example/x", "http://storage.example")]
    [DataRow("https://registry.example/v2/", "ftp://storage.example/x", "ftp://storage.example")]
    [DataRow("http://registry.example/v2/", "ftp://storage.example/x", "ftp://storage.example")]
    [DataRow("http://registry.example/v2/", "file:///etc/passwd", "file://")]
    [DataRow("https://storage.example/v2/", "http://registry.example/x", "http://registry.example", DisplayName = "on the way back")]
    public async Task Nor_to_one_that_is_less_secure_or_of_another_kind(string asked, string place, string shown)
    {
        var failure = await Failure.WithAsync(OciErrorCode.UnsafeRedirect, () => ResolveAsync("registry.example", asked, place));
        Assert.Contains(
            $"the address {shown}, which is less secure than the registry itself. It was not used.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("https://[")]
    [DataRow("mailto:me")]
    [DataRow("/a b")]
    public async Task Nor_to_none(string place)
    {
        var failure = await Failure.WithAsync(
            OciErrorCode.UnsafeRedirect, () => ResolveAsync("registry.example", "https://registry.example/v2/", place));
        Assert.Contains("nothing that can be gone to", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("http://storage.example/x")]
    [DataRow("https://storage.example/x")]
    public async Task An_insecure_one_leads_anywhere(string place) =>
        Assert.AreEqual(place, (await ResolveAsync("registry.example", "http://registry.example/v2/", place)).OriginalString);

    private static async Task<Uri> ResolveAsync(string registry, string asked, string place)
    {
        var options = RegistryPeer.Anonymous with
        {
            PrivateNetworks = Networks,
            InsecureRegistries = ["inside.listed.example", "inside.port.example:5000"],
        };
        using var response = new HttpResponseMessage { RequestMessage = new HttpRequestMessage(HttpMethod.Get, asked) };
        using var connection = new RegistryConnection(registry, options);
        return await new AddressPolicy(connection, options).ResolveAsync(response, place, CancellationToken.None);
    }
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Which registries may use plain HTTP, and whose certificates are trusted.</summary>
[TestClass]
public sealed class RegistrySchemeTests
{
    [TestMethod]
    public async Task A_registry_on_this_machine_may_speak_plain_http()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    public async Task A_certificate_that_nobody_vouches_for_is_not_believed()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { UseTls = true });
        var failure = await Failure.WithAsync(
            OciErrorCode.TransportSecurity, () => peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None));
        Assert.Contains(peer.Registry.Host, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("allow it as an insecure registry.", failure.Message, StringComparison.Ordinal);
        Assert.AreEqual(Remedy.InsecureRegistries, failure.Remedy);
        Assert.IsEmpty(peer.Requests);
    }

    [TestMethod]
    [DataRow("localhost", DisplayName = "a host is all its ports")]
    [DataRow("LOCALHOST", DisplayName = "in any letters")]
    public async Task The_certificate_of_a_listed_registry_is_believed(string insecure)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UseTls = true }, RegistryPeer.Anonymous with { InsecureRegistries = ["other", insecure] });
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    public async Task A_listed_registry_that_speaks_plain_http_and_wants_credentials_says_so()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UserName = "user", Password = "pw" },
            RegistryPeer.Anonymous with { InsecureRegistries = ["localhost"] });
        await Failure.WithAsync(OciErrorCode.CredentialsMissing, () => peer.PushAsync(["1.0"], "layer"));
    }

    [TestMethod]
    public async Task A_listed_registry_may_speak_plain_http()
    {
        await using var peer = await RegistryPeer.StartAsync(client: RegistryPeer.Anonymous with { InsecureRegistries = ["localhost"] });
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    public async Task Any_other_registry_may_not_speak_plain_http()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await using var relay = Relay.OutsideOfLoopback(peer.Registry.Host);
        using var client = new RegistryClient(relay.Host, RegistryPeer.Anonymous);
        await Failure.WithAsync(
            OciErrorCode.TransportSecurity, () => client.Repository("a").ExistsAsync(Descriptor.Empty, CancellationToken.None));
        Assert.IsEmpty(peer.Requests.Where(request => request.Method == "HEAD"));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Any_other_registry_that_is_listed_may_speak_plain_http(bool isListedWithPort)
    {
        await using var peer = await RegistryPeer.StartAsync();
        await using var relay = Relay.OutsideOfLoopback(peer.Registry.Host);
        var listed = isListedWithPort ? relay.Host : relay.Host.Split(':')[0];
        using var client = new RegistryClient(relay.Host, RegistryPeer.Anonymous with { InsecureRegistries = [listed] });
        Assert.IsFalse(await client.Repository("a").ExistsAsync(Descriptor.Empty, CancellationToken.None));
    }

    [TestMethod]
    [DataRow("localhost:5000", "localhost:5000", true)]
    [DataRow("localhost:5000", "localhost", true)]
    [DataRow("localhost:5000", "localhost:5001", false)]
    [DataRow("localhost", "localhost:5000", false)]
    [DataRow("my.example", "example", false)]
    [DataRow("example", "my.example", false)]
    [DataRow("EXAMPLE:1", "example", true)]
    [DataRow("[::1]:5000", "[::1]", true)]
    [DataRow("[::1]:5000", "[::1]:5000", true)]
    [DataRow("[::1]", "[::1]", true)]
    [DataRow("[::1]", "[:", false)]
    [DataRow("example", "", false)]
    public void A_registry_is_insecure_where_it_or_its_host_is_listed(string registry, string listed, bool isInsecure) =>
        Assert.AreEqual(isInsecure, new RegistryOptions { InsecureRegistries = [listed] }.IsInsecure(registry));

    [TestMethod]
    public async Task A_secure_registry_on_this_machine_that_answers_400_to_plain_http_is_found()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { UseTls = true });
        await using var relay = Relay.ThatRefusesPlainHttp(peer.Registry.Host);
        using var client = new RegistryClient(relay.Host, RegistryPeer.Anonymous);

        // The failure has to be about the certificate, which is not trusted.
        await Failure.WithAsync(
            OciErrorCode.TransportSecurity, () => client.Repository("a").ExistsAsync(Descriptor.Empty, CancellationToken.None));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_listed_registry_that_refuses_the_first_request_is_the_one_that_refuses(bool useTls)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UseTls = useTls, Fault = _ => FaultAnswer.Bare(400) },
            RegistryPeer.Anonymous with { InsecureRegistries = ["localhost"] });
        await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PushAsync([], "layer"));
    }

    [TestMethod]
    public async Task A_registry_on_this_machine_that_refuses_the_first_request_is_the_one_that_refuses()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = _ => FaultAnswer.Bare(400) });
        await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PushAsync([], "layer"));
    }
}

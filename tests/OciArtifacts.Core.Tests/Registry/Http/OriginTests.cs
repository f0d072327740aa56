using System.Collections.Concurrent;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Http;

/// <summary>What the first request finds out about a registry.</summary>
[TestClass]
public sealed class OriginTests
{
    private readonly ConcurrentQueue<RegistryEvent> _events = new();

    [TestMethod]
    public async Task A_registry_on_this_machine_that_refuses_plain_http_is_asked_over_TLS_from_then_on()
    {
        using var work = new WorkFolder();
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { TlsFromAuthority = true });
        await using var relay = Relay.ThatRefusesPlainHttp(registry.Host);
        var authority = work.Write("ca.pem", registry.Authority!.ExportCertificatePem());
        using var client = new RegistryClient(
            $"localhost:{relay.Host.Split(':')[1]}",
            RegistryPeer.WithEnvironment(("OCIARTIFACTS_CA_FILE", authority)) with { Report = _events.Enqueue });
        Assert.IsFalse(await AskAsync(client));
        Assert.AreEqual(2, client.Requests);
        Assert.IsFalse(await AskAsync(client));
        Assert.AreEqual(3, client.Requests);
        Assert.HasCount(2, registry.Requests);
        Assert.IsEmpty(_events);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_host_that_does_not_exist_is_not_asked_with_the_other_scheme()
    {
        // RFC 6761, section 6.4: names below "invalid" never exist.
        using var client = new RegistryClient(
            "registry.invalid", RegistryPeer.Anonymous with { InsecureRegistries = ["registry.invalid"] });
        await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => AskAsync(client));
        Assert.AreEqual(3, client.Requests);
    }

    [TestMethod]
    public async Task What_the_registry_warns_of_is_told_once()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { WarningHeader = "299 - \"Your quota is nearly used up.\"" },
            RegistryPeer.Anonymous with { Report = _events.Enqueue });
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreEqual(
            new RegistryEvent(RegistryEventKind.Warning, $"{peer.Registry.Host} says: Your quota is nearly used up."), _events.Single());
    }

    [TestMethod]
    public async Task What_is_no_warning_of_the_registry_is_not_told()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { WarningHeader = "110 proxy \"Response is stale\"" },
            RegistryPeer.Anonymous with { Report = _events.Enqueue });
        await peer.PushAsync(["1.0"], "layer");
        Assert.IsEmpty(_events);
    }

    private static Task<bool> AskAsync(RegistryClient client) =>
        client.Repository("a").ExistsAsync(Descriptor.Empty, CancellationToken.None);
}

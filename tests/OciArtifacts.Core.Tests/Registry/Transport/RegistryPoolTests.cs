using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>What the clients of one registry share.</summary>
[TestClass]
public sealed class RegistryPoolTests
{
    private static readonly Descriptor Asked = Descriptor.Empty;
    private readonly MemoryStore _source = new();

    [TestMethod]
    public async Task Two_clients_log_in_once()
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { UserName = "user", Password = "pw", BearerChallenge = true });
        var options = RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", "pw"));
        using var pool = new RegistryPool();
        using var first = pool.Client(registry.Host, options);
        using var second = pool.Client(registry.Host, options);
        Assert.IsFalse(await ExistsAsync(first));
        Assert.IsFalse(await ExistsAsync(second));
        Assert.AreSequenceEqual(
            ["HEAD", "GET", "HEAD", "HEAD"], registry.Requests.Select(request => request.Method));
        Assert.AreEqual(registry.Requests[2].Authorization, registry.Requests[3].Authorization);
        Assert.AreEqual((3L, 1L), (first.Requests, second.Requests));
    }

    [TestMethod]
    public async Task The_second_client_knows_which_scheme_the_registry_speaks()
    {
        await using var registry = await TestRegistry.StartAsync();
        var options = RegistryPeer.Anonymous with { InsecureRegistries = [registry.Host] };
        using var pool = new RegistryPool();
        using var first = pool.Client(registry.Host, options);
        using var second = pool.Client(registry.Host.ToUpperInvariant(), options);
        await ExistsAsync(first);
        await ExistsAsync(second);

        // The first client tries TLS before.
        Assert.AreEqual((2L, 1L), (first.Requests, second.Requests));
    }

    [TestMethod]
    public async Task A_blob_of_one_client_is_mounted_for_the_other()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var pool = new RegistryPool();
        using var first = pool.Client(registry.Host, RegistryPeer.Anonymous);
        using var second = pool.Client(registry.Host, RegistryPeer.Anonymous);
        var blob = Sample.Blob(_source, "blob");
        Assert.AreEqual(CopyOutcome.Copied, await first.Repository("a").PutAsync(blob, _source, CancellationToken.None));
        Assert.AreEqual(CopyOutcome.Mounted, await second.Repository("b").PutAsync(blob, _source, CancellationToken.None));
        Assert.AreEqual(CopyOutcome.Present, await second.Repository("a").PutAsync(blob, _source, CancellationToken.None));
        Assert.AreEqual((2L, 1L), (first.Requests, second.Requests));
    }

    [TestMethod]
    public async Task Each_client_is_told_of_its_own_requests()
    {
        var plan = FaultPlan.EveryNth(1, FaultAnswer.Bare(503));
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Fault = plan.Answer });
        var (firstEvents, secondEvents) = (new ConcurrentQueue<RegistryEvent>(), new ConcurrentQueue<RegistryEvent>());
        using var pool = new RegistryPool();
        using var first = pool.Client(registry.Host, RegistryPeer.Anonymous with { Report = firstEvents.Enqueue });
        using var second = pool.Client(registry.Host, RegistryPeer.Anonymous with { Report = secondEvents.Enqueue });
        await second.Repository("b").ExistsAsync(Asked, CancellationToken.None);
        await first.Repository("a").ExistsAsync(Asked, CancellationToken.None);
        Assert.Contains("/v2/a/", firstEvents.Single().Message);
        Assert.Contains("/v2/b/", secondEvents.Single().Message);
    }

    [TestMethod]
    public async Task A_client_that_accepts_any_certificate_shares_no_connection_with_one_that_does_not()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { UseTls = true });
        using var pool = new RegistryPool();
        using var insecure = pool.Client(registry.Host, RegistryPeer.Anonymous with { InsecureRegistries = ["localhost"] });
        using var secure = pool.Client(registry.Host, RegistryPeer.Anonymous);
        Assert.IsFalse(await ExistsAsync(insecure));
        await Failure.WithAsync(OciErrorCode.TransportSecurity, () => ExistsAsync(secure));
        Assert.HasCount(1, registry.Requests);
    }

    [TestMethod]
    public async Task Disposing_a_client_leaves_the_connections_to_the_others()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var pool = new RegistryPool();
        var first = pool.Client(registry.Host, RegistryPeer.Anonymous);
        using var second = pool.Client(registry.Host, RegistryPeer.Anonymous);
        await ExistsAsync(first);
        first.Dispose();
        Assert.IsFalse(await ExistsAsync(second));
    }

    [TestMethod]
    public async Task Disposing_the_pool_closes_the_connections()
    {
        await using var registry = await TestRegistry.StartAsync();
        var pool = new RegistryPool();
        using var client = pool.Client(registry.Host, RegistryPeer.Anonymous);
        await ExistsAsync(client);
        pool.Dispose();
        pool.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ExistsAsync(client));
    }

    [TestMethod]
    public async Task Disposing_a_client_of_its_own_closes_its_connections()
    {
        await using var registry = await TestRegistry.StartAsync();
        var client = new RegistryClient(registry.Host, RegistryPeer.Anonymous);
        await ExistsAsync(client);
        client.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ExistsAsync(client));
    }

    [TestMethod]
    public void What_names_no_registry_gets_no_client()
    {
        using var pool = new RegistryPool();
        var failure = Failure.With(OciErrorCode.InvalidRegistry, () => pool.Client("https://ghcr.io", RegistryPeer.Anonymous).Dispose());
        Assert.StartsWith("'https://ghcr.io' is no registry.", failure.Message);
    }

    private static Task<bool> ExistsAsync(RegistryClient client) => client.Repository("a").ExistsAsync(Asked, CancellationToken.None);
}

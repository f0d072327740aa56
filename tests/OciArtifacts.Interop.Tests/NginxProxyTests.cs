using System.Net;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>The behaviour of an nginx before the registry of Docker that other tests depend on.</summary>
[TestClass]
public sealed class NginxProxyTests : PeerTests
{
    private const int Mebibyte = 1 << 20;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task The_registry_behind_it_names_locations_that_lead_through_it(bool useTls)
    {
        await using var registry = await RegistryAsync();
        await using var proxy = await ProxyAsync(registry, new NginxProxyOptions { UseTls = useTls });
        using var client = new LocalClient(proxy.CaPath);
        using var started = await client.PostAsync(Uploads(proxy), null, TestContext.CancellationToken);
        Assert.AreEqual(HttpStatusCode.Accepted, started.StatusCode);
        Assert.AreEqual(proxy.Address.GetLeftPart(UriPartial.Authority), started.Headers.Location!.GetLeftPart(UriPartial.Authority));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_body_above_its_limit_is_refused_and_one_below_it_is_handed_on(bool bufferRequests)
    {
        await using var registry = await RegistryAsync();
        await using var proxy = await ProxyAsync(registry, new NginxProxyOptions { BufferRequests = bufferRequests });
        using var client = new LocalClient(proxy.CaPath);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, await PutAsync(client, proxy, 2 * Mebibyte));
        Assert.AreEqual(HttpStatusCode.Created, await PutAsync(client, proxy, Mebibyte));
    }

    [TestMethod]
    public async Task A_limit_of_its_own_lets_a_longer_body_pass()
    {
        await using var registry = await RegistryAsync();
        await using var proxy = await ProxyAsync(registry, new NginxProxyOptions { MaxBodyBytes = 2 * Mebibyte });
        using var client = new LocalClient(proxy.CaPath);
        Assert.AreEqual(HttpStatusCode.Created, await PutAsync(client, proxy, 2 * Mebibyte));
    }

    [TestMethod]
    public async Task Its_faults_come_now_and_then_and_are_the_same_on_every_run()
    {
        await using var registry = await RegistryAsync();
        var first = await StatusesAsync(registry);
        var counts = first.CountBy(status => status).ToDictionary();
        TestContext.WriteLine(string.Join(' ', first.Select(status => (int)status)));
        Assert.IsGreaterThan(0, counts.GetValueOrDefault(HttpStatusCode.TooManyRequests));
        Assert.IsGreaterThan(0, counts.GetValueOrDefault(HttpStatusCode.BadGateway));
        Assert.IsGreaterThan(30, counts.GetValueOrDefault(HttpStatusCode.OK));
        Assert.AreSequenceEqual(first, await StatusesAsync(registry));
    }

    private async Task<DockerRegistry> RegistryAsync()
    {
        Need(DockerRegistry.Program, NginxProxy.Program);
        return await DockerRegistry.StartAsync(new DockerRegistryOptions(), TestContext.CancellationToken);
    }

    private Task<NginxProxy> ProxyAsync(DockerRegistry registry, NginxProxyOptions options) =>
        NginxProxy.StartAsync(new UriBuilder(registry.Address) { Host = "127.0.0.1" }.Uri, options, TestContext.CancellationToken);

    private static Uri Uploads(NginxProxy proxy) => new(proxy.Address, "/v2/some/thing/blobs/uploads/");

    private async Task<HttpStatusCode> PutAsync(HttpClient client, NginxProxy proxy, int size)
    {
        var bytes = new byte[size];
        using var started = await client.PostAsync(Uploads(proxy), null, TestContext.CancellationToken);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var address = new Uri($"{started.Headers.Location}&digest=sha256:{digest}");
        using var content = new ByteArrayContent(bytes);
        using var finished = await client.PutAsync(address, content, TestContext.CancellationToken);
        return finished.StatusCode;
    }

    // Each test starts a new proxy, because the proxy counts requests from its start.
    private async Task<IReadOnlyList<HttpStatusCode>> StatusesAsync(DockerRegistry registry)
    {
        await using var proxy = await ProxyAsync(registry, new NginxProxyOptions { FailEvery = 7 });
        using var client = new LocalClient(proxy.CaPath);
        List<HttpStatusCode> statuses = [];
        for (var count = 0; count < 60; count++)
        {
            using var response = await client.GetAsync(new Uri(proxy.Address, "/v2/"), TestContext.CancellationToken);
            statuses.Add(response.StatusCode);
            TimeSpan? wait = response.StatusCode == HttpStatusCode.TooManyRequests ? TimeSpan.FromSeconds(1) : null;
            Assert.AreEqual(wait, response.Headers.RetryAfter?.Delta);
        }

        Assert.IsTrue(proxy.Answers[0].StartsWith("GET /v2/ ", StringComparison.Ordinal), proxy.Answers[0]);
        return statuses;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>A private registry of Docker, with TLS by a private certificate authority and with users.</summary>
[TestClass]
public sealed class TlsRegistryTests : PeerTests
{
    private static readonly DockerRegistryOptions Options = new() { UseTls = true, UserName = "user", Password = "a:b ü" };

    [TestMethod]
    public async Task It_asks_a_client_that_trusts_its_authority_for_credentials_and_takes_them()
    {
        await using var registry = await StartAsync();
        using var client = new LocalClient(registry.CaPath);
        foreach (var host in (string[])["localhost", "127.0.0.1"])
        {
            var address = new UriBuilder(registry.Address) { Host = host, Path = "/v2/" }.Uri;
            Assert.AreEqual((HttpStatusCode.Unauthorized, "Basic"), await GetAsync(client, address, null));
            Assert.AreEqual((HttpStatusCode.Unauthorized, "Basic"), await GetAsync(client, address, "user:wrong"));
            Assert.AreEqual((HttpStatusCode.OK, null), await GetAsync(client, address, "user:a:b ü"));
        }
    }

    [TestMethod]
    public async Task A_client_that_does_not_know_its_authority_refuses_it()
    {
        await using var registry = await StartAsync();
        await using var other = await StartAsync();
        foreach (var ca in (string?[])[null, other.CaPath])
        {
            using var client = new LocalClient(ca);
            var refused = await Assert.ThrowsExactlyAsync<HttpRequestException>(
                () => client.GetAsync(new Uri(registry.Address, "/v2/"), TestContext.CancellationToken));
            Assert.AreEqual(HttpRequestError.SecureConnectionError, refused.HttpRequestError);
        }
    }

    private async Task<DockerRegistry> StartAsync()
    {
        Need(DockerRegistry.Program, DockerRegistry.AuthPeer);
        return await DockerRegistry.StartAsync(Options, TestContext.CancellationToken);
    }

    private async Task<(HttpStatusCode Status, string? Scheme)> GetAsync(HttpClient client, Uri address, string? user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (user is not null)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(user));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }

        using var response = await client.SendAsync(request, TestContext.CancellationToken);
        return (response.StatusCode, response.Headers.WwwAuthenticate.SingleOrDefault()?.Scheme);
    }
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>A registry behind a proxy. Only the proxy knows its name.</summary>
[TestClass]
public sealed class ProxyTrafficTests
{
    private const string Name = "registry.invalid";

    [TestMethod]
    [DataRow("me:p@ss", "http://me:p%40ss@{0}")]
    [DataRow("me:p@ss", "me:p@ss@{0}/")]
    [DataRow(null, "{0}")]
    public async Task A_registry_with_TLS_is_reached_by_a_tunnel(string? user, string value)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { UseTls = true });
        await using var proxy = new TestProxy(registry.Host, user);
        await AskAsync($"{Name}:443", ("HTTPS_PROXY", string.Format(null, value, proxy.Host)), ("HTTP_PROXY", "http://wrong.invalid"));
        Assert.AreSequenceEqual([$"CONNECT {Name}:443"], proxy.Asked);
    }

    [TestMethod]
    public async Task A_registry_without_it_gets_whole_addresses()
    {
        await using var registry = await TestRegistry.StartAsync();
        await using var proxy = new TestProxy(registry.Host);
        await AskAsync(Name, ("HTTP_PROXY", proxy.Host));
        Assert.AreSequenceEqual([$"HEAD http://{Name}/v2/me/app/blobs/{Descriptor.Empty.Digest}"], proxy.Asked);
    }

    [TestMethod]
    [DataRow("HTTPS_PROXY")]
    [DataRow("https_proxy")]
    [DataRow("ALL_PROXY")]
    public async Task A_proxy_that_does_not_answer_is_named_with_its_variable_and_what_is_excepted(string variable)
    {
        var proxy = $"localhost:{RunningProcess.FreePort()}";
        var failure = await FailAsync(
            OciErrorCode.RegistryUnreachable, (variable, $"http://me:SECRET@{proxy}"), ("NO_PROXY", "other.invalid"));
        Assert.StartsWith(
            $"https://{Name} cannot be reached (through the proxy http://{proxy}, which {variable} names; NO_PROXY does not name "
                + $"{Name}: it is 'other.invalid'): ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains("Check the proxy: ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_proxy_that_wants_a_user_is_told_so()
    {
        await using var registry = await TestRegistry.StartAsync();
        await using var proxy = new TestProxy(registry.Host, "me:right");
        var failure = await FailAsync(OciErrorCode.RegistryUnreachable, ("HTTPS_PROXY", $"me:SECRET@{proxy.Host}"));
        Assert.Contains(
            $"(through the proxy http://{proxy.Host}, which HTTPS_PROXY names; NO_PROXY is not set)",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains("407", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);

        using var plain = new RegistryClient(
            Name, RegistryPeer.WithEnvironment(("HTTP_PROXY", proxy.Host)) with { InsecureRegistries = [Name] });
        failure = await Failure.WithAsync(
            OciErrorCode.RegistryUnreachable, () => plain.Repository("me/app").ResolveAsync("1.0", CancellationToken.None));
        Assert.Contains(
            "407 Proxy Authentication Required. The proxy wants a user and a password", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Where_both_schemes_fail_the_way_through_the_proxy_is_told_of()
    {
        var proxy = $"localhost:{RunningProcess.FreePort()}";
        var options = RegistryPeer.WithEnvironment(("HTTPS_PROXY", proxy)) with { InsecureRegistries = [Name] };
        using var client = new RegistryClient(Name, options);
        var failure = await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => ExistsAsync(client));
        Assert.StartsWith(
            $"https://{Name} cannot be reached (through the proxy http://{proxy}, ", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_variable_that_names_no_proxy_fails_before_anything_is_sent()
    {
        var failure = await FailAsync(OciErrorCode.ProxySetting, ("HTTPS_PROXY", "http://me:SECRET@proxy:port"));
        Assert.StartsWith(
            $"HTTPS_PROXY names no proxy that can be used for https://{Name}: what it has is no host:port.",
            failure.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task AskAsync(string registry, params (string, string)[] variables)
    {
        using var client = new RegistryClient(registry, RegistryPeer.WithEnvironment(variables) with { InsecureRegistries = [registry] });
        Assert.IsFalse(await ExistsAsync(client));
    }

    private static async Task<OciException> FailAsync(OciErrorCode code, params (string, string)[] variables)
    {
        using var client = new RegistryClient(Name, RegistryPeer.WithEnvironment(variables));
        return await Failure.WithAsync(code, () => ExistsAsync(client));
    }

    private static Task<bool> ExistsAsync(RegistryClient client) =>
        client.Repository("me/app").ExistsAsync(Descriptor.Empty, CancellationToken.None);
}

using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>A real publish through a proxy, to a registry by a name that only the proxy knows.</summary>
[TestClass]
public sealed class ProxyTests : SampleTests
{
    private const string Registry = "registry.invalid:443";

    [TestMethod]
    public async Task A_publish_says_which_variable_named_the_proxy_that_it_used()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { UseTls = true });
        await using var proxy = new TestProxy(registry.Host, "me:s3cret");
        var sample = await NewAsync("Proxied", ProjectFile.Library("net10.0", ProjectFile.Reference));
        await sample.RunAsync("build", "-c", "Release");
        sample.Environment["https_proxy"] = $"http://me:s3cret@{proxy.Host}/";
        sample.Environment["ALL_PROXY"] = "http://wrong.invalid:1";
        sample.Environment["NO_PROXY"] = "other.invalid";
        string[] arguments = ["--no-build", $"-p:OciArtifactRegistry={Registry}", $"-p:OciArtifactInsecureRegistries={Registry}"];
        await sample.PublishAsync(arguments);
        Assert.Contains($"CONNECT {Registry}", proxy.Asked);

        sample.Environment["https_proxy"] = $"http://me:wr0ng@{proxy.Host}/";
        var refused = await sample.TryPublishAsync([.. arguments, "-p:OciArtifactTags=another"]);
        Assert.AreSequenceEqual(["OCIA4001"], refused.ErrorCodes, null, refused.All);
        Assert.Contains(
            $"(through the proxy http://{proxy.Host}, which https_proxy names; NO_PROXY does not name registry.invalid: "
                + "it is 'other.invalid')",
            refused.All);

        sample.Environment["https_proxy"] = "ftp://me:wr0ng@proxy";
        var wrong = await sample.TryPublishAsync([.. arguments, "-p:OciArtifactTags=another"]);
        Assert.AreSequenceEqual(["OCIA4017"], wrong.ErrorCodes, null, wrong.All);
        foreach (var build in new[] { refused, wrong }) Assert.DoesNotContain("wr0ng", build.All);
    }
}

using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>Lists whose links lead to wrong addresses, or that never end.</summary>
[TestClass]
public sealed class PagesTests
{
    [TestMethod]
    [Timeout(60_000)]
    public async Task A_list_that_goes_round_does_not_end()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { LinkLoops = true });
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", MediaType.Manifest, "{}"u8.ToArray());
        var failure = await Failure.WithAsync(OciErrorCode.RegistryFailed, () => CountAsync(peer));
        Assert.Contains("does not end", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/v2/me/app/tags/list", failure.Message, StringComparison.Ordinal);
        Assert.HasCount(2, peer.Requests);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_list_that_goes_round_at_its_end_does_not_end()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => Answer.Json("{\"tags\":[\"a\"]}", Answer.Link(request.Query == "a" ? "?b" : "?a")),
        });
        await Failure.WithAsync(OciErrorCode.RegistryFailed, () => CountAsync(peer));
        Assert.AreSequenceEqual(["", "a", "b"], peer.Requests.Select(request => request.Query));
    }

    [TestMethod]
    [Timeout(120_000)]
    public async Task A_list_of_ever_new_pages_is_given_up()
    {
        var pages = 0;
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = _ => ++pages > 10_001 ? FaultAnswer.Bare(403) : Answer.Json("{\"tags\":[\"a\"]}", Answer.Link($"?secret={pages}")),
        });
        var failure = await Failure.WithAsync(OciErrorCode.RegistryFailed, () => CountAsync(peer));
        Assert.AreEqual(10_001, pages);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("http://localhost:1/v2/")]
    [DataRow("ftp://localhost/v2/")]
    [DataRow("file:///etc/passwd")]
    public async Task A_secure_list_does_not_go_on_at_an_insecure_place(string address)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UseTls = true, Fault = _ => Answer.Json("{\"tags\":[\"a\"]}", Answer.Link(address)) },
            RegistryPeer.Anonymous with { InsecureRegistries = ["localhost"] });
        await Failure.WithAsync(OciErrorCode.UnsafeRedirect, () => CountAsync(peer));
        Assert.HasCount(1, peer.Requests);
    }

    [TestMethod]
    [DataRow("a b")]
    [DataRow("http://[")]
    public async Task A_list_does_not_go_on_at_what_is_no_place(string address)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = _ => Answer.Json("{\"tags\":[\"a\"]}", Answer.Link(address)) });
        await Failure.WithAsync(OciErrorCode.UnsafeRedirect, () => CountAsync(peer));
    }

    [TestMethod]
    public async Task Another_host_gets_no_credentials()
    {
        TestRegistry? registry = null;
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions
        {
            Fault = request => (request.OnOtherHost, request.Authorization) switch
            {
                (true, _) => Answer.Json("{\"tags\":[\"b\"]}"),
                (_, null) => null,
                _ => Answer.Json("{\"tags\":[\"a\"]}", Answer.Link($"http://{registry!.OtherHost}/list")),
            },
        });
        registry = peer.Registry;
        Assert.AreEqual(2, await CountAsync(peer));
        Assert.IsNotNull(peer.Requests[^2].Authorization);
        Assert.IsNull(peer.Requests[^1].Authorization);
    }

    private static async Task<int> CountAsync(RegistryPeer peer) =>
        await peer.Repository.ListTagsAsync(CancellationToken.None).CountAsync();
}

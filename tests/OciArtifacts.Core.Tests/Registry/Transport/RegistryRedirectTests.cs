using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

[TestClass]
public sealed class RegistryRedirectTests
{
    [TestMethod]
    public async Task A_blob_is_read_from_where_the_registry_says_and_no_credentials_go_there()
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions { RedirectBlobsToOtherHost = true });
        await peer.PushAsync(["1.0"], "layer");
        peer.Registry.ClearRequests();
        Assert.AreSequenceEqual("layer"u8.ToArray(), await Sample.ReadAsync(peer.Repository, Sample.Blob(peer.Source, "layer")));
        Assert.AreSequenceEqual([false, true], peer.Requests.Select(request => request.OnOtherHost));
        Assert.IsNotNull(peer.Requests[0].Authorization);
        Assert.IsNull(peer.Requests[1].Authorization);
    }

    [TestMethod]
    public async Task A_redirect_on_the_same_host_keeps_the_credentials()
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions { RedirectUploads = true });
        await peer.PutBlobAsync("layer");
        var moved = peer.Requests.Where(request => request.Path.StartsWith("/moved", StringComparison.Ordinal)).ToArray();
        Assert.HasCount(2, moved);
        foreach (var request in moved) Assert.IsNotNull(request.Authorization);
    }

    [TestMethod]
    [DataRow(301)]
    [DataRow(302)]
    [DataRow(307)]
    [DataRow(308)]
    public async Task A_put_that_is_redirected_sends_its_body_again(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => (request.Method, request.Path) switch
            {
                ("PUT", "/elsewhere") => FaultAnswer.Bare(201),
                ("PUT", _) => To("/elsewhere", status),
                _ => null,
            },
        });
        await peer.PutBlobAsync("layer");
        Assert.AreEqual("/elsewhere", peer.Requests[^1].Path);
        Assert.AreEqual(5, peer.Requests[^1].ContentLength);
    }

    [TestMethod]
    public async Task Redirects_without_end_are_given_up()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = request => To(request.Path, 307) });
        await Failure.WithAsync(OciErrorCode.UnsafeRedirect, () => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.HasCount(11, peer.Requests);
    }

    [TestMethod]
    [DataRow("http://localhost:1/v2/")]
    [DataRow("ftp://localhost/file")]
    [DataRow("file:///etc/passwd")]
    public async Task A_secure_registry_does_not_lead_to_an_insecure_place(string location)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UseTls = true, Fault = _ => To(location, 307) },
            RegistryPeer.Anonymous with { InsecureRegistries = ["localhost"] });
        var failure = await Failure.WithAsync(
            OciErrorCode.UnsafeRedirect, () => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.Contains(peer.Registry.Host, failure.Message, StringComparison.Ordinal);
        Assert.HasCount(1, peer.Requests);
    }

    [TestMethod]
    public async Task A_secure_registry_does_not_open_an_upload_at_an_insecure_place()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UseTls = true, Fault = _ => To("http://localhost:1/upload?secret=1", 202) },
            RegistryPeer.Anonymous with { InsecureRegistries = ["localhost"] });
        var failure = await Failure.WithAsync(OciErrorCode.UnsafeRedirect, () => peer.PutBlobAsync("layer"));
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("file:///etc/passwd")]
    [DataRow("ftp://localhost/file")]
    public async Task Only_http_is_followed(string location)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = _ => To(location, 307) });
        await Failure.WithAsync(OciErrorCode.UnsafeRedirect, () => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
    }

    [TestMethod]
    public async Task A_redirect_without_a_place_is_a_failure_of_the_registry()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = _ => FaultAnswer.Bare(307) });
        await Failure.WithAsync(OciErrorCode.NoRegistry, () => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
    }

    [TestMethod]
    public async Task A_place_that_asks_for_credentials_of_its_own_gets_none()
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions
        {
            UploadLocation = LocationStyle.OtherHost,
            Fault = request => request.OnOtherHost
                ? FaultAnswer.Error(401, "UNAUTHORIZED") with { Headers = Header("WWW-Authenticate", "Basic realm=\"other\"") }
                : null,
        });
        await Failure.WithAsync(OciErrorCode.CredentialsRejected, () => peer.PutBlobAsync("layer"));
        Assert.AreSequenceEqual(["PUT", "DELETE"], peer.Requests.Where(request => request.OnOtherHost).Select(request => request.Method));
        Assert.IsNull(peer.Requests[^1].Authorization);
    }

    private static FaultAnswer To(string location, int status) => new() { Status = status, Headers = Header("Location", location) };

    private static Dictionary<string, string> Header(string name, string value) => new(StringComparer.OrdinalIgnoreCase) { [name] = value };
}

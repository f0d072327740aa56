using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>
/// The registry decides where the bytes of a blob are sent (distribution-spec 1.1.1, "POST then PUT").
/// </summary>
[TestClass]
public sealed class UploadLocationTests
{
    [TestMethod]
    [DataRow(LocationStyle.Absolute, false)]
    [DataRow(LocationStyle.Relative, false)]
    [DataRow(LocationStyle.RelativeToPath, false)]
    [DataRow(LocationStyle.OtherHost, false)]
    [DataRow(LocationStyle.Absolute, true)]
    [DataRow(LocationStyle.Relative, true)]
    [DataRow(LocationStyle.RelativeToPath, true)]
    [DataRow(LocationStyle.OtherHost, true)]
    public async Task Every_way_to_say_it_is_understood_also_behind_a_redirect(LocationStyle style, bool isRedirected)
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(
            new TestRegistryOptions { UploadLocation = style, RedirectUploads = isRedirected });
        await peer.PushAsync(["1.0"], "layer");
        Assert.IsTrue(peer.Registry.HasBlob(RegistryPeer.Name, Digest.Sha256("layer"u8).ToString()));
    }

    [TestMethod]
    public async Task Another_host_gets_the_bytes_and_no_credentials()
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions { UploadLocation = LocationStyle.OtherHost });
        await peer.PushAsync(["1.0"], "layer");
        var elsewhere = peer.Requests.Where(request => request.OnOtherHost).ToArray();
        Assert.HasCount(2, elsewhere);
        foreach (var request in elsewhere) Assert.IsNull(request.Authorization);
        Assert.IsNotNull(peer.Requests[^1].Authorization);
    }

    [TestMethod]
    [DataRow("_state=abc")]
    [DataRow("a=1&b=2")]
    [DataRow("s=%2B%2F%3D%26==", DisplayName = "escapes that are needed")]
    [DataRow("s=%7Eb%41%2d", DisplayName = "escapes that are not needed")]
    [DataRow("s=a+b", DisplayName = "a plus")]
    public async Task The_query_of_the_session_stays_byte_for_byte_and_the_digest_is_put_behind_it(string query)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "POST" ? Opened($"/v2/me/app/blobs/uploads/1?{query}") : FaultAnswer.Bare(201),
        });
        await peer.PutBlobAsync("layer");
        Assert.AreEqual($"{query}&digest={Digest.Sha256("layer"u8)}", peer.Requests[^1].Query);
    }

    [TestMethod]
    public async Task Where_the_session_has_no_query_the_digest_is_all_of_it()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "POST" ? Opened("/v2/me/app/blobs/uploads/1") : FaultAnswer.Bare(201),
        });
        await peer.PutBlobAsync("layer");
        Assert.AreEqual($"digest={Digest.Sha256("layer"u8)}", peer.Requests[^1].Query);
    }

    [TestMethod]
    public async Task A_session_without_a_place_is_none_of_a_registry()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = _ => FaultAnswer.Bare(202) });
        await Failure.WithAsync(OciErrorCode.NoRegistry, () => peer.PutBlobAsync("layer"));
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(202)]
    [DataRow(206)]
    public async Task Only_created_means_that_the_blob_is_there(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "PUT" ? FaultAnswer.Bare(status) : null });
        await Failure.WithAsync(OciErrorCode.NoRegistry, () => peer.PutBlobAsync("layer"));
    }

    [TestMethod]
    public async Task The_signature_of_a_session_is_in_no_message()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "PUT" ? FaultAnswer.Bare(500) : null });
        var failure = await Failure.WithAsync(OciErrorCode.RegistryFailed, () => peer.PutBlobAsync("layer"));
        Assert.IsNotEmpty(peer.Requests[^1].Query);
        Assert.DoesNotContain("_state", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("?", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/v2/me/app/blobs/uploads/…: 500", failure.Message, StringComparison.Ordinal);
    }

    private static FaultAnswer Opened(string location) => new()
    {
        Status = 202,
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Location"] = location },
    };
}

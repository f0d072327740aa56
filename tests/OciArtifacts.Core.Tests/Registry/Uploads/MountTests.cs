using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>
/// Mounting a blob that another repository of the registry has (distribution-spec 1.1.1, "Mounting a blob from another
/// repository").
/// </summary>
[TestClass]
public sealed class MountTests
{
    private const string Base = "me/base";

    [TestMethod]
    public async Task A_blob_that_the_source_has_in_the_same_registry_is_mounted()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var blob = InBase(peer);
        Assert.AreEqual(CopyOutcome.Mounted, await MountAsync(peer, blob));
        Assert.AreSequenceEqual(["POST 201"], peer.Trace());
        Assert.AreEqual("/v2/me/app/blobs/uploads/", peer.Requests[0].Path);
        Assert.AreEqual($"mount={blob.Digest}&from=me%2Fbase", peer.Requests[0].Query);
        Assert.AreEqual(0, peer.Requests[0].ContentLength);
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task A_session_in_place_of_a_mount_is_used()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { MountAnswers202Always = true });
        var blob = InBase(peer);
        Assert.AreEqual(CopyOutcome.Copied, await MountAsync(peer, blob));
        Assert.AreSequenceEqual(["POST 202", "GET 200", "PUT 4 201"], peer.Trace());
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task A_session_in_place_of_a_mount_says_how_small_its_chunks_are()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { MountAnswers202Always = true, ChunkMinLength = 3 }, RegistryPeer.Anonymous with { ChunkSize = 2 });
        await MountAsync(peer, InBase(peer));
        Assert.AreSequenceEqual(["POST 202", "GET 200", "PATCH 0-2 202", "PATCH 3-3 202", "PUT 0 201"], peer.Trace());
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(202, DisplayName = "a session without a place")]
    [DataRow(400)]
    [DataRow(401)]
    [DataRow(403)]
    [DataRow(404)]
    [DataRow(405)]
    [DataRow(501)]
    public async Task Where_nothing_is_mounted_the_blob_is_uploaded(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            UserName = "user",
            Password = "pässword",
            Fault = request => IsMount(request) ? UploadTrace.Answer(status, ("WWW-Authenticate", "Basic realm=\"test\"")) : null,
        },
        RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", "pässword")));
        var blob = InBase(peer);
        Assert.AreEqual(CopyOutcome.Copied, await MountAsync(peer, blob));
        Assert.AreSequenceEqual(["POST 202", "GET 200", "PUT 4 201"], peer.Trace().TakeLast(3));
        Assert.AreEqual("", peer.Requests[^3].Query);
        peer.AssertHas(blob);
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(405)]
    public async Task A_registry_that_mounts_nothing_gets_a_plain_upload(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { MountUnsupported = status, MountRequiresFrom = true });
        await MountAsync(peer, InBase(peer));
        Assert.AreSequenceEqual([$"POST {status}", "POST 202", "GET 200", "PUT 4 201"], peer.Trace());
    }

    [TestMethod]
    public async Task A_mount_of_which_the_answer_is_lost_is_asked_for_again()
    {
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("POST", new FaultAnswer { WithoutAnswer = true }));
        await peer.Repository.ExistsAsync(InBase(peer), CancellationToken.None);
        Assert.AreEqual(CopyOutcome.Mounted, await MountAsync(peer, InBase(peer)));
        Assert.AreSequenceEqual(["HEAD 404", "POST 0", "POST 201"], peer.Trace());
    }

    [TestMethod]
    public async Task What_a_client_has_put_elsewhere_is_mounted_from_there()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var blob = Sample.Blob(peer.Source, "blob");
        foreach (var name in new[] { "z/z", "a/b" }) await peer.Client.Repository(name).PutAsync(blob, peer.Source, CancellationToken.None);
        peer.Registry.ClearRequests();
        Assert.AreEqual(CopyOutcome.Mounted, await peer.PutAsync(blob));
        Assert.AreEqual($"mount={blob.Digest}&from=a%2Fb", peer.Requests.Single().Query);
    }

    [TestMethod]
    public async Task What_was_found_elsewhere_is_mounted_from_there_and_what_vanished_is_not()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var blob = Sample.Blob(peer.Source, "blob");
        var elsewhere = peer.Client.Repository(Base);
        peer.Registry.AddBlob(Base, "blob"u8.ToArray());
        Assert.IsTrue(await elsewhere.ExistsAsync(blob, CancellationToken.None));
        Assert.AreEqual(CopyOutcome.Mounted, await peer.PutAsync(blob));
        Assert.IsFalse(await elsewhere.ExistsAsync(blob with { Size = 5 }, CancellationToken.None));
        Assert.AreEqual(CopyOutcome.Mounted, await elsewhere.PutAsync(blob, peer.Source, CancellationToken.None));
        Assert.AreEqual($"mount={blob.Digest}&from=me%2Fapp", peer.Requests[^1].Query);
    }

    [TestMethod]
    public async Task The_repository_itself_and_another_connection_are_nothing_to_mount_from()
    {
        await using var peer = await RegistryPeer.StartAsync();
        using var other = new RegistryClient(peer.Registry.Host, RegistryPeer.Anonymous);
        var blob = InBase(peer);
        peer.Registry.AddBlob(RegistryPeer.Name, "blob"u8.ToArray());
        await peer.Repository.PutAsync(blob, peer.Repository, CancellationToken.None);
        await other.Repository("me/other").PutAsync(blob, peer.Client.Repository(Base), CancellationToken.None);
        Assert.HasCount(2, peer.Lines("PUT"));
        Assert.IsEmpty(peer.Requests.Where(IsMount));
    }

    [TestMethod]
    public async Task A_copy_between_repositories_of_a_registry_moves_no_blob()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var root = await peer.PushAsync(["1.0"], "one", "two");
        peer.Registry.ClearRequests();
        var outcomes = new List<CopyOutcome>();

        // This client has not pushed the blob. It knows only the source of the copy.
        using var client = new RegistryClient(peer.Registry.Host, RegistryPeer.Anonymous);
        using var copy = new ContentCopy(
            client.Repository(RegistryPeer.Name),
            client.Repository("me/copy"),
            new ContentCopyOptions { Parallelism = 1, Report = told => outcomes.Add(told.Outcome) });
        await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
        Assert.AreSequenceEqual([CopyOutcome.Mounted, CopyOutcome.Mounted, CopyOutcome.Mounted, CopyOutcome.Copied], outcomes);
        Assert.IsEmpty(
            peer.Requests.Where(request => request.Method == "GET" && request.Path.Contains("/blobs/", StringComparison.Ordinal)));
        Assert.AreSequenceEqual(["/v2/me/copy/manifests/1.0"], peer.Lines("PUT"));
        foreach (var request in peer.Requests.Where(IsMount)) Assert.EndsWith("&from=me%2Fapp", request.Query, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_token_for_a_mount_may_pull_the_source_too()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { BearerChallenge = true, Challenges = static challenge => [challenge.Split(",scope=")[0]] });
        Assert.AreEqual(CopyOutcome.Mounted, await MountAsync(peer, InBase(peer)));
        var asked = Uri.UnescapeDataString(peer.Requests.Single(request => request.Path == "/token").Query);
        Assert.Contains("repository:me/app:pull,push", asked, StringComparison.Ordinal);
        Assert.Contains("repository:me/base:pull", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("repository:me/base:pull,push", asked, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(true, DisplayName = "a user")]
    [DataRow(false, DisplayName = "nobody")]
    public async Task An_account_that_may_not_pull_there_uploads_here(bool isUser)
    {
        var options = new TestRegistryOptions
        {
            BearerChallenge = true,
            GrantedActions = (_, name, action) => name != Base || action != "pull",
        };
        await using var peer = isUser ? await RegistryPeer.StartWithUserAsync(options) : await RegistryPeer.StartAsync(options);
        var blob = Sample.Blob(peer.Source, "blob");
        await peer.Client.Repository(Base).PutAsync(blob, peer.Source, CancellationToken.None);
        Assert.AreEqual(CopyOutcome.Copied, await peer.PutAsync(blob));
        Assert.IsNotEmpty(peer.Requests.Where(IsMount));
        Assert.AreSequenceEqual(["POST 202", "PUT 4 201"], peer.Trace().TakeLast(2));
    }

    private static bool IsMount(RecordedRequest request) => request.Query.StartsWith("mount=", StringComparison.Ordinal);

    private static Descriptor InBase(RegistryPeer peer)
    {
        peer.Registry.AddBlob(Base, "blob"u8.ToArray());
        return Descriptor.Of("text/plain", "blob"u8);
    }

    private static Task<CopyOutcome> MountAsync(RegistryPeer peer, Descriptor blob) =>
        peer.Repository.PutAsync(blob, peer.Client.Repository(Base), CancellationToken.None);
}

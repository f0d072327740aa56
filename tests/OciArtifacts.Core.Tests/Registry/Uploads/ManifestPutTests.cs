using System.Text;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>Pushing manifests and tags (distribution-spec 1.1.1, "Pushing Manifests").</summary>
[TestClass]
public sealed class ManifestPutTests
{
    private const int Largest = 4 * Sample.Mebibyte;

    [TestMethod]
    [DataRow(MediaType.Index)]
    [DataRow(MediaType.DockerManifestList)]
    public async Task The_content_type_is_exactly_that_of_the_manifest(string type)
    {
        await using var peer = await RegistryPeer.StartAsync();
        var index = peer.Source.Add(type, new ImageIndex([]) { MediaType = type }.ToBytes());
        await peer.Repository.PutAsync(index, peer.Source, CancellationToken.None);
        var put = peer.Requests.Single();
        Assert.AreEqual($"PUT /v2/me/app/manifests/{index.Digest} -> 201", put.ToString());
        Assert.AreEqual(type, put.ContentType);
        Assert.AreEqual(index.Size, put.ContentLength);
    }

    [TestMethod]
    public async Task A_manifest_that_no_registry_has_to_take_is_not_sent()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var (largest, large) = (Padded(peer, Largest), Padded(peer, Largest + 1));
        await peer.Repository.TagAsync(largest, peer.Source, "largest", CancellationToken.None);
        Assert.AreSequenceEqual(["PUT 4194304 201"], peer.Trace());
        peer.Registry.ClearRequests();
        var failure = await Failure.WithAsync(
            OciErrorCode.MalformedContent, () => peer.Repository.TagAsync(large, peer.Source, "large", CancellationToken.None));
        Assert.Contains("4194305", failure.Message, StringComparison.Ordinal);
        Assert.Contains("4194304", failure.Message, StringComparison.Ordinal);
        Assert.IsEmpty(peer.Requests);
    }

    [TestMethod]
    [DataRow(1, """{"code":"DIGEST_INVALID"},{"code":"MANIFEST_BLOB_UNKNOWN"}""", true)]
    [DataRow(1, """{"code":"MANIFEST_BLOB_UNKNOWN"}""", false)]
    [DataRow(1, """{"code":"DIGEST_INVALID"}""", false)]
    [DataRow(100, """{"code":"DIGEST_INVALID"},{"code":"MANIFEST_BLOB_UNKNOWN"}""", false)]
    public async Task A_blob_whose_record_another_client_writes_at_this_moment_is_known_to_the_next_try(int times, string errors, bool isStored)
    {
        var puts = 0;
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "PUT" && ++puts <= times
                ? new FaultAnswer { Status = 400, Body = $$"""{"errors":[{{errors}}]}""" }
                : null,
        });
        var index = peer.Source.Add(MediaType.Index, new ImageIndex([]).ToBytes());
        var push = peer.Repository.PutAsync(index, peer.Source, CancellationToken.None);
        if (isStored)
        {
            await push;
            Assert.AreEqual(2, puts);
            return;
        }

        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => push);
        Assert.AreEqual(times == 1, puts == 1);
        if (times > 1) Assert.Contains("Another client may push the same content", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_manifest_that_is_not_what_its_descriptor_says_is_not_sent()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var index = Descriptor.Of(MediaType.Index, "{}"u8);
        await Failure.WithAsync(
            OciErrorCode.ContentMismatch, () => peer.Repository.PutAsync(index, new RawSource("[]"u8.ToArray()), CancellationToken.None));
        Assert.IsEmpty(peer.Requests);
    }

    [TestMethod]
    public async Task A_digest_of_another_algorithm_is_no_other_manifest()
    {
        var sha512 = Digest.Sha512("other"u8).ToString();
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { WrongDigestHeader = sha512 });
        await peer.Repository.TagAsync(Padded(peer, 200), peer.Source, "1.0", CancellationToken.None);
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_tag_that_never_changes_may_be_given_to_the_same_manifest_again(bool refusesSame)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { ImmutableTags = true, ImmutableTagsRefuseSame = refusesSame });
        var manifest = Padded(peer, 200);
        for (var i = 0; i < 2; i++) await peer.Repository.TagAsync(manifest, peer.Source, "1.0", CancellationToken.None);
        Assert.AreSequenceEqual(
            refusesSame ? ["PUT 200 201", "PUT 200 400", "HEAD 200"] : ["PUT 200 201", "PUT 200 201"], peer.Trace());
    }

    [TestMethod]
    public async Task A_refusal_that_means_the_permission_to_overwrite_is_understood_too()
    {
        var plan = FaultPlan.Sequence(request => request.Method == "PUT", null, FaultAnswer.Bare(403));
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer });
        var manifest = Padded(peer, 200);
        for (var i = 0; i < 2; i++) await peer.Repository.TagAsync(manifest, peer.Source, "1.0", CancellationToken.None);
        Assert.AreSequenceEqual(["PUT 200 201", "PUT 200 403", "HEAD 200"], peer.Trace());
    }

    [TestMethod]
    public async Task A_tag_that_never_changes_refuses_another_manifest_in_the_words_of_the_registry()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { ImmutableTags = true });
        await peer.Repository.TagAsync(Padded(peer, 200), peer.Source, "1.0", CancellationToken.None);
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentRefused, () => peer.Repository.TagAsync(Padded(peer, 201), peer.Source, "1.0", CancellationToken.None));
        Assert.Contains("/v2/me/app/manifests/1.0: 400", failure.Message, StringComparison.Ordinal);
        Assert.Contains("TAG_INVALID: the tag 1.0 exists and is immutable", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_refusal_of_a_tag_that_names_nothing_stays_a_refusal()
    {
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("PUT", FaultAnswer.Error(400, "MANIFEST_INVALID")));
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentRefused, () => peer.Repository.TagAsync(Padded(peer, 200), peer.Source, "1.0", CancellationToken.None));
        Assert.Contains("MANIFEST_INVALID", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_failure_of_the_registry_is_no_question_of_what_the_tag_names()
    {
        await using var peer = await RegistryPeer.StartAsync(
            UploadTrace.Once("PUT", FaultAnswer.Bare(500)), RegistryPeer.Anonymous with { Retries = 0 });
        await Failure.WithAsync(
            OciErrorCode.RegistryFailed, () => peer.Repository.TagAsync(Padded(peer, 200), peer.Source, "1.0", CancellationToken.None));
        Assert.AreSequenceEqual(["PUT 200 500"], peer.Trace());
    }

    [TestMethod]
    public async Task What_is_no_tag_is_not_sent()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var failure = await Failure.WithAsync(
            OciErrorCode.InvalidTag, () => peer.Repository.TagAsync(Padded(peer, 200), peer.Source, "1.0+2", CancellationToken.None));
        Assert.Contains("'1.0+2'", failure.Message, StringComparison.Ordinal);
        Assert.IsEmpty(peer.Requests);
    }

    [TestMethod]
    public async Task A_registry_that_wants_a_tag_first_gets_it_first()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { RequireTagFirst = true });
        var root = await peer.PushAsync(["1.0", "latest"], "layer");
        Assert.AreSequenceEqual(["1.0", "latest"], peer.Registry.Tags(RegistryPeer.Name));
        Assert.DoesNotContain($"/v2/me/app/manifests/{root.Digest}", peer.Lines("PUT"));
    }

    [TestMethod]
    public async Task A_registry_that_stored_another_manifest_than_was_sent_is_noticed()
    {
        var wrong = Digest.Sha256("wrong"u8).ToString();
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { WrongDigestHeader = wrong });
        var failure = await Failure.WithAsync(OciErrorCode.ContentMismatch, () => peer.PushAsync(["1.0"], "layer"));
        Assert.Contains(wrong, failure.Message, StringComparison.Ordinal);
        Assert.Contains(peer.Registry.Host, failure.Message, StringComparison.Ordinal);
    }

    // An empty index with spaces at its end.
    private static Descriptor Padded(RegistryPeer peer, int size)
    {
        var json = Encoding.UTF8.GetString(new ImageIndex([]).ToBytes());
        return peer.Source.Add(MediaType.Index, Encoding.UTF8.GetBytes(json.PadRight(size)));
    }
}

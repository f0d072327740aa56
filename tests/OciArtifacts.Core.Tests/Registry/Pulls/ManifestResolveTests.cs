using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>
/// Resolving a tag or a digest: with HEAD if its answer is complete, otherwise with the manifest itself.
/// </summary>
[TestClass]
public sealed class ManifestResolveTests
{
    private const string Accepted =
        $"{MediaType.Manifest}, {MediaType.Index}, {MediaType.DockerManifest}, {MediaType.DockerManifestList}";

    private static readonly byte[] Bytes = new Manifest(Descriptor.Empty, []).ToBytes();
    private static readonly Descriptor Content = Descriptor.Of(MediaType.Manifest, Bytes);

    [TestMethod]
    [DataRow("1.0")]
    [DataRow("")]
    public async Task A_head_that_says_all_is_all_that_is_asked(string tag)
    {
        await using var peer = await StartAsync(new TestRegistryOptions());
        var reference = tag.Length > 0 ? tag : Content.Digest.ToString();
        Assert.AreEqual(Content, await peer.Repository.ResolveAsync(reference, CancellationToken.None));
        Assert.AreSequenceEqual([$"HEAD /v2/me/app/manifests/{reference} -> 200"], peer.Requests.Select(request => request.ToString()));
        Assert.AreEqual(
            Accepted, peer.Requests[0].Accept!.Replace(",", ", ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("digest")]
    [DataRow("length")]
    [DataRow("type")]
    [DataRow("generic")]
    public async Task A_head_that_lacks_something_is_followed_by_a_get(string lacks)
    {
        await using var peer = await StartAsync(new TestRegistryOptions
        {
            OmitDigestHeader = lacks == "digest",
            OmitContentLengthOnHead = lacks == "length",
            OmitContentTypeOnHead = lacks == "type",
            ManifestContentType = lacks == "generic" ? "application/octet-stream" : null,
        });
        Assert.AreEqual(Content, await peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.AreSequenceEqual(["HEAD", "GET"], peer.Requests.Select(request => request.Method));
        Assert.AreEqual(peer.Requests[0].Path, peer.Requests[1].Path);
        Assert.AreEqual(peer.Requests[0].Accept, peer.Requests[1].Accept);
    }

    [TestMethod]
    public async Task A_head_that_says_no_bytes_is_followed_by_a_get()
    {
        var empty = Answer.Of(MediaType.Manifest, "", ("Docker-Content-Digest", Content.Digest.ToString()), ("Content-Length", "0"));
        await using var peer = await StartAsync(new TestRegistryOptions { Fault = request => request.Method == "HEAD" ? empty : null });
        Assert.AreEqual(Content, await peer.Repository.ResolveAsync("1.0", CancellationToken.None));
    }

    [TestMethod]
    public async Task A_content_type_may_have_parameters()
    {
        await using var peer = await StartAsync(new TestRegistryOptions { ManifestContentType = $"{MediaType.Manifest}; charset=utf-8" });
        Assert.AreEqual(Content, await peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.HasCount(1, peer.Requests);
        Assert.AreSequenceEqual(Bytes, await Sample.ReadAsync(peer.Repository, Content));
    }

    [TestMethod]
    public async Task A_manifest_that_calls_itself_something_else_than_it_is_sent_as_is_refused()
    {
        await using var peer = await StartAsync(new TestRegistryOptions { OmitDigestHeader = true, ManifestContentType = MediaType.Index });
        var failure = await Failure.WithAsync(
            OciErrorCode.MalformedContent, () => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.Contains($"sent as {MediaType.Index}", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"calls itself {MediaType.Manifest}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/v2/me/app/manifests/1.0", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_manifest_that_is_sent_as_something_else_than_it_is_described_as_is_refused()
    {
        await using var peer = await StartAsync(new TestRegistryOptions { ManifestContentType = MediaType.Index });
        var failure = await Failure.WithAsync(OciErrorCode.MalformedContent, () => Sample.ReadAsync(peer.Repository, Content));
        Assert.Contains(MediaType.Index, failure.Message, StringComparison.Ordinal);
        Assert.Contains(MediaType.Manifest, failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("{\"manifests\":[]}", MediaType.Index)]
    [DataRow("{\"config\":{},\"layers\":[]}", MediaType.Manifest)]
    [DataRow("{\"mediaType\":null,\"manifests\":[]}", MediaType.Index)]
    public async Task A_manifest_of_which_nobody_says_what_it_is_is_what_it_holds(string json, string type)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { ManifestContentType = "text/plain" });
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", MediaType.Manifest, Encoding.UTF8.GetBytes(json));
        Assert.AreEqual(type, (await peer.Repository.ResolveAsync("1.0", CancellationToken.None))!.MediaType);
    }

    [TestMethod]
    public async Task A_manifest_without_a_type_is_what_it_is_sent_as()
    {
        var bytes = (new Manifest(Descriptor.Empty, []) { MediaType = null }).ToBytes();
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { OmitDigestHeader = true });
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", MediaType.DockerManifest, bytes);
        var found = await peer.Repository.ResolveAsync("1.0", CancellationToken.None);
        Assert.AreEqual(Descriptor.Of(MediaType.DockerManifest, bytes), found);
        Assert.HasCount(1, await peer.Repository.ReadChildrenAsync(found!, CancellationToken.None));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task What_Docker_made_is_understood(bool isHeadBare)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { OmitDigestHeader = isHeadBare });
        var manifest = (new Manifest(Descriptor.Empty, []) { MediaType = MediaType.DockerManifest }).ToBytes();
        var entry = Descriptor.Of(MediaType.DockerManifest, manifest);
        var list = (new ImageIndex([entry]) { MediaType = MediaType.DockerManifestList }).ToBytes();
        peer.Registry.AddManifest(RegistryPeer.Name, "one", MediaType.DockerManifest, manifest);
        peer.Registry.AddManifest(RegistryPeer.Name, "all", MediaType.DockerManifestList, list);
        var root = await peer.Repository.ResolveAsync("all", CancellationToken.None);
        Assert.AreEqual(Descriptor.Of(MediaType.DockerManifestList, list), root);
        Assert.AreSequenceEqual([entry], await peer.Repository.ReadChildrenAsync(root!, CancellationToken.None));
        Assert.AreSequenceEqual(
            [Descriptor.Empty.Digest],
            (await peer.Repository.ReadChildrenAsync(entry, CancellationToken.None)).Select(child => child.Digest));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-tag")]
    [DataRow("a/b")]
    [DataRow("../1.0")]
    [DataRow("sha256:abc")]
    [DataRow("1.0@sha256:abc")]
    [DataRow("1.0?x=y")]
    public async Task What_is_neither_tag_nor_digest_is_not_asked_for(string reference)
    {
        await using var peer = await RegistryPeer.StartAsync();
        var failure = await Failure.WithAsync(
            OciErrorCode.InvalidTag, () => peer.Repository.ResolveAsync(reference, CancellationToken.None));
        Assert.Contains($"'{reference}'", failure.Message, StringComparison.Ordinal);
        Assert.IsEmpty(peer.Requests);
    }

    [TestMethod]
    public async Task What_is_not_there_is_nothing()
    {
        await using var peer = await StartAsync(new TestRegistryOptions());
        Assert.IsNull(await peer.Repository.ResolveAsync("2.0", CancellationToken.None));
        Assert.IsNull(await peer.Repository.ResolveAsync(Digest.Sha256("x"u8).ToString(), CancellationToken.None));
        Assert.AreSequenceEqual(["HEAD", "HEAD"], peer.Requests.Select(request => request.Method));
    }

    [TestMethod]
    public async Task What_is_gone_between_head_and_get_is_nothing()
    {
        await using var peer = await StartAsync(new TestRegistryOptions
        {
            OmitDigestHeader = true,
            Fault = request => request.Method == "GET" ? FaultAnswer.Error(404, "MANIFEST_UNKNOWN") : null,
        });
        Assert.IsNull(await peer.Repository.ResolveAsync("1.0", CancellationToken.None));
    }

    [TestMethod]
    [DataRow(403, OciErrorCode.Denied)]
    [DataRow(501, OciErrorCode.RegistryFailed)]
    public async Task A_manifest_that_cannot_be_read_is_a_failure(int status, OciErrorCode code)
    {
        await using var peer = await StartAsync(new TestRegistryOptions
        {
            OmitDigestHeader = true,
            Fault = request => request.Method == "GET" ? FaultAnswer.Bare(status) : null,
        });
        await Failure.WithAsync(code, () => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.HasCount(2, peer.Requests);
    }

    [TestMethod]
    [DataRow("HEAD")]
    [DataRow("GET")]
    public async Task A_registry_that_fails_for_a_moment_is_asked_again(string method)
    {
        var plan = FaultPlan.First(2, FaultAnswer.Bare(503), request => request.Method == method);
        await using var peer = await StartAsync(new TestRegistryOptions { OmitDigestHeader = true, Fault = plan.Answer });
        Assert.AreEqual(Content, await peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.AreEqual(2, plan.Count);
        Assert.HasCount(4, peer.Requests);
    }

    [TestMethod]
    public async Task A_manifest_that_breaks_off_is_asked_for_again()
    {
        var plan = FaultPlan.First(2, new FaultAnswer { TruncateBodyAfter = 20 }, request => request.Method == "GET");
        await using var peer = await StartAsync(new TestRegistryOptions { OmitDigestHeader = true, Fault = plan.Answer });
        Assert.AreEqual(Content, await peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.AreEqual(2, plan.Count);
    }

    private static async Task<RegistryPeer> StartAsync(TestRegistryOptions options)
    {
        var peer = await RegistryPeer.StartAsync(options);
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", MediaType.Manifest, Bytes);
        return peer;
    }
}

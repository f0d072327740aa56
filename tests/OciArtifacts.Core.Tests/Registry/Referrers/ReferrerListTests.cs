using System.Text;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.Core.Tests.Registry.Pulls;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Referrers;

/// <summary>Lists referrers from the registry's own list, or from the tag that stands in for it.</summary>
[TestClass]
public sealed class ReferrerListTests
{
    private const string Sbom = "application/spdx+json";
    private const string Signature = "application/vnd.example.signature.v1";

    private static readonly Descriptor Subject = Descriptor.Of(MediaType.Manifest, new Manifest(Descriptor.Empty, []).ToBytes());
    private static readonly string List = $"/v2/me/app/referrers/{Subject.Digest}";
    private static readonly string Tag = $"sha256-{Subject.Digest.Encoded}";
    private static readonly string TagPath = $"/v2/me/app/manifests/{Tag}";

    [TestMethod]
    [DataRow(null, false)]
    [DataRow(1, false)]
    [DataRow(2, true)]
    public async Task The_list_of_the_registry_is_read_in_all_its_pages(int? page, bool isAbsolute)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { ReferrersPageSize = page, LinkAbsolute = isAbsolute });
        var attached = new[] { Attach(peer, Sbom, "a"), Attach(peer, Sbom, "b"), Attach(peer, Signature, "c") };
        Assert.AreSequenceEqual(attached.Order(StringComparer.Ordinal), await ReadAsync(peer));
        Assert.HasCount(page is null ? 1 : (3 + page.Value - 1) / page.Value, peer.Requests);
        foreach (var request in peer.Requests)
        {
            Assert.AreEqual($"GET {List} {MediaType.Index}", $"{request.Method} {request.Path} {request.Accept}");
        }
        Assert.AreEqual("", peer.Requests[0].Query);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Only_what_has_the_type_is_listed_whether_the_registry_knows_filters_or_not(bool isUnsupported)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { ReferrersFilterUnsupported = isUnsupported });
        var sbom = Attach(peer, Sbom, "a");
        Attach(peer, Signature, "b");
        Assert.AreSequenceEqual([sbom], await ReadAsync(peer, Sbom));
        Assert.AreEqual("artifactType=application%2Fspdx%2Bjson", peer.Requests.Single().Query);
    }

    [TestMethod]
    public async Task What_the_registry_says_to_have_filtered_is_filtered_all_the_same()
    {
        await using var peer = await ScriptedAsync(
            _ =>
                Index(
                    ("OCI-Filters-Applied", "artifactType"),
                    Referrer(Sbom),
                    Referrer(Signature),
                    Referrer(null)));
        Assert.HasCount(1, await ReadAsync(peer, Sbom));
        Assert.HasCount(3, await ReadAsync(peer));
    }

    [TestMethod]
    public async Task An_empty_list_is_an_answer()
    {
        await using var peer = await RegistryPeer.StartAsync();
        peer.Registry.AddManifest(RegistryPeer.Name, Tag, MediaType.Index, new ImageIndex([Referrer(Sbom)]).ToBytes());
        Assert.IsEmpty(await ReadAsync(peer));
        Assert.AreSequenceEqual([List], peer.Requests.Select(request => request.Path));
    }

    [TestMethod]
    public async Task A_list_may_say_its_charset()
    {
        await using var peer = await ScriptedAsync(_ => Answer.Of($"{MediaType.Index}; charset=utf-8", Json(Referrer(Sbom))));
        Assert.HasCount(1, await ReadAsync(peer));
        Assert.HasCount(1, peer.Requests);
    }

    [TestMethod]
    [DataRow(404)]
    [DataRow(405)]
    [DataRow(501)]
    [DataRow(204)]
    [DataRow(200)]
    public async Task Where_there_is_no_list_the_tag_is_read(int status)
    {
        await using var peer = await ScriptedAsync(request => request.Path == List ? FaultAnswer.Bare(status) : null);
        var (sbom, signature) = (Referrer(Sbom), Referrer(Signature));
        peer.Registry.AddManifest(RegistryPeer.Name, Tag, MediaType.Index, new ImageIndex([sbom, signature]).ToBytes());
        Assert.AreSequenceEqual([$"{sbom.Digest}", $"{signature.Digest}"], await ReadAsync(peer));
        Assert.AreSequenceEqual([$"GET {List}", $"GET {TagPath}"], peer.Requests.Select(request => $"{request.Method} {request.Path}"));
        Assert.AreSequenceEqual([$"{signature.Digest}"], await ReadAsync(peer, Signature));
    }

    [TestMethod]
    public async Task A_page_of_html_is_no_list()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { ReferrersAnswerHtml = true });
        peer.Registry.AddManifest(RegistryPeer.Name, Tag, MediaType.Index, new ImageIndex([Referrer(Sbom)]).ToBytes());
        Assert.HasCount(1, await ReadAsync(peer));
    }

    [TestMethod]
    public async Task Without_the_tag_there_is_nothing()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { NoReferrersApi = true });
        Assert.IsEmpty(await ReadAsync(peer));
        Assert.AreSequenceEqual([List, TagPath], peer.Requests.Select(request => request.Path));
    }

    [TestMethod]
    public async Task A_tag_that_names_no_index_lists_nothing()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { NoReferrersApi = true });
        peer.Registry.AddManifest(RegistryPeer.Name, Tag, MediaType.Manifest, new Manifest(Descriptor.Empty, []).ToBytes());
        Assert.IsEmpty(await ReadAsync(peer));
    }

    [TestMethod]
    public async Task A_tag_that_names_the_subject_itself_lists_nothing()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { NoReferrersApi = true });
        var subject = new ImageIndex([Referrer(Sbom)]).ToBytes();
        var digest = Digest.Sha256(subject);
        peer.Registry.AddManifest(RegistryPeer.Name, $"sha256-{digest.Encoded}", MediaType.Index, subject);
        Assert.IsEmpty(await peer.Repository.ListReferrersAsync(digest, null, CancellationToken.None).ToArrayAsync());
        Assert.HasCount(2, peer.Requests);
    }

    [TestMethod]
    [DataRow(400, OciErrorCode.ContentRefused)]
    [DataRow(403, OciErrorCode.Denied)]
    [DataRow(505, OciErrorCode.RegistryFailed)]
    public async Task A_refusal_is_no_missing_list(int status, OciErrorCode code)
    {
        await using var peer = await ScriptedAsync(_ => FaultAnswer.Bare(status));
        await Failure.WithAsync(code, () => ReadAsync(peer));
        Assert.HasCount(1, peer.Requests);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{}")]
    [DataRow("{\"manifests\":[null]}")]
    [DataRow("{\"manifests\":[],\"layers\":[]}")]
    public async Task A_list_that_cannot_be_understood_is_malformed(string json)
    {
        await using var peer = await ScriptedAsync(_ => Answer.Of(MediaType.Index, json));
        await Failure.WithAsync(OciErrorCode.MalformedContent, () => ReadAsync(peer));
    }

    [TestMethod]
    [DataRow(404, OciErrorCode.RepositoryNotFound)]
    [DataRow(403, OciErrorCode.Denied)]
    public async Task A_later_page_that_is_not_there_is_no_missing_list(int status, OciErrorCode code)
    {
        await using var peer = await ScriptedAsync(
            request =>
                request.Query.Length == 0
                    ? Index(Answer.Link("?next"), Referrer(Sbom))
                    : FaultAnswer.Bare(status));
        await Failure.WithAsync(code, () => ReadAsync(peer));
        Assert.HasCount(2, peer.Requests);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_list_that_goes_round_does_not_end()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { LinkLoops = true });
        Attach(peer, Sbom, "a");
        await Failure.WithAsync(OciErrorCode.RegistryFailed, () => ReadAsync(peer));
    }

    private static Task<RegistryPeer> ScriptedAsync(Func<RecordedRequest, FaultAnswer?> answer) =>
        RegistryPeer.StartAsync(new TestRegistryOptions { Fault = answer });

    private static string Attach(RegistryPeer peer, string type, string name)
    {
        var manifest = new Manifest(Descriptor.Empty, [Sample.Blob(peer.Source, name)]) { ArtifactType = type, Subject = Subject };
        return peer.Registry.AddManifest(RegistryPeer.Name, name, MediaType.Manifest, manifest.ToBytes());
    }

    private static Descriptor Referrer(string? type) =>
        Descriptor.Of(MediaType.Manifest, Encoding.UTF8.GetBytes($"{type}")) with { ArtifactType = type };

    private static FaultAnswer Index((string, string) header, params Descriptor[] referrers) =>
        Answer.Of(MediaType.Index, Json(referrers), header);

    private static string Json(params Descriptor[] referrers) => Encoding.UTF8.GetString(new ImageIndex(referrers).ToBytes());

    private static async Task<string[]> ReadAsync(RegistryPeer peer, string? type = null) => await peer.Repository
        .ListReferrersAsync(Subject.Digest, type, CancellationToken.None).Select(referrer => referrer.Digest.ToString()).ToArrayAsync();
}

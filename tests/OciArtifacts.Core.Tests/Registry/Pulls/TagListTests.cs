using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

[TestClass]
public sealed class TagListTests
{
    private const string List = "/v2/me/app/tags/list";

    [TestMethod]
    [DataRow(false, 1)]
    [DataRow(true, 1)]
    [DataRow(false, 2)]
    [DataRow(true, 5)]
    public async Task A_list_in_pages_is_followed_by_its_links(bool isAbsolute, int page)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { TagsPageSize = page, LinkAbsolute = isAbsolute });
        string[] tags = ["1.0", "1.1", "2.0", "A", "a"];
        foreach (var tag in tags) peer.Registry.AddManifest(RegistryPeer.Name, tag, MediaType.Manifest, "{}"u8.ToArray());
        Assert.AreSequenceEqual(tags, await ReadAsync(peer));
        Assert.HasCount((tags.Length + page - 1) / page, peer.Requests);
        Assert.AreEqual("", peer.Requests[0].Query);
        foreach (var request in peer.Requests) Assert.AreEqual($"GET {List}", $"{request.Method} {request.Path}");
    }

    [TestMethod]
    [DataRow("<{0}>; rel=\"next\"")]
    [DataRow("<{0}>; rel=next")]
    [DataRow("<{0}>; REL = Next")]
    [DataRow("<{0}>;rel='x';rel=\"last next\"", DisplayName = "several relations")]
    [DataRow("</first>; rel=\"first\", <{0}>; rel=\"next\"; title=\"x\", </last>; rel=last")]
    [DataRow("</first>; rel=first,<{0}>; title=x; rel=next,</last>; rel=last")]
    [DataRow("</next>; rev=next, <{0}>; rel=next")]
    public async Task The_next_page_is_the_link_that_says_so(string link)
    {
        await using var peer = await ScriptedAsync(
            request =>
                request.Query.Length == 0
                    ? Answer.Json("{\"tags\":[\"a\"]}", ("Link", link.Replace("{0}", $"{List}?x=%2f&y", StringComparison.Ordinal)))
                    : Answer.Json("{\"tags\":[\"b\"]}"));
        Assert.AreSequenceEqual(["a", "b"], await ReadAsync(peer));
        Assert.AreSequenceEqual(["", "x=%2f&y"], peer.Requests.Select(request => request.Query));
    }

    [TestMethod]
    [DataRow("</v2/other>")]
    [DataRow("</v2/other>; rel=prev")]
    [DataRow("</v2/other>; rel=nextish")]
    [DataRow("</v2/other>; title=next")]
    [DataRow("</v2/other>; next")]
    [DataRow("</v2/other; rel=next")]
    [DataRow("nonsense")]
    public async Task A_link_that_does_not_go_on_is_not_followed(string link)
    {
        await using var peer = await ScriptedAsync(_ => Answer.Json("{\"tags\":[\"a\"]}", ("Link", link)));
        Assert.AreSequenceEqual(["a"], await ReadAsync(peer));
        Assert.HasCount(1, peer.Requests);
    }

    [TestMethod]
    [DataRow("{\"name\":\"me/app\",\"tags\":null}")]
    [DataRow("{\"tags\":[]}")]
    [DataRow("{\"tags\":[null,\"\",\"-a\",\"a b\",\"a/b\",\"a\\nb\"]}", DisplayName = "what is no tag")]
    public async Task Where_there_are_none_there_are_none(string json)
    {
        await using var peer = await ScriptedAsync(_ => Answer.Json(json));
        Assert.IsEmpty(await ReadAsync(peer));
    }

    [TestMethod]
    public async Task Without_the_repository_there_are_none()
    {
        await using var peer = await RegistryPeer.StartAsync();
        Assert.IsEmpty(await ReadAsync(peer));
        Assert.AreSequenceEqual([$"GET {List} -> 404"], peer.Requests.Select(request => request.ToString()));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("<html></html>")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("{\"tags\":\"a\"}")]
    [DataRow("{\"tags\":[1]}")]
    [DataRow("{\"tags\":{\"a\":1}}")]
    [DataRow("{\"tags\":[\"\\ud800\"]}")]
    public async Task What_is_no_list_is_malformed(string body)
    {
        await using var peer = await ScriptedAsync(_ => Answer.Json(body));
        var failure = await Failure.WithAsync(OciErrorCode.MalformedContent, () => ReadAsync(peer));
        Assert.Contains(peer.Registry.Host, failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(10_000)]
    [DataRow(4 * Sample.Mebibyte)]
    public async Task A_list_in_a_list_in_a_list_is_malformed(int depth)
    {
        await using var peer = await ScriptedAsync(_ => Answer.Json(new string('[', depth)));
        await Failure.WithAsync(OciErrorCode.MalformedContent, () => ReadAsync(peer));
    }

    [TestMethod]
    [DataRow(0, true)]
    [DataRow(1, false)]
    public async Task A_page_has_at_most_4_mebibytes(int more, bool isRead)
    {
        var page = "{\"tags\":[\"a\"]}".PadRight((4 * Sample.Mebibyte) + more);
        await using var peer = await ScriptedAsync(_ => Answer.Json(page));
        if (isRead) Assert.AreSequenceEqual(["a"], await ReadAsync(peer));
        else await Failure.WithAsync(OciErrorCode.MalformedContent, () => ReadAsync(peer));
        Assert.HasCount(1, peer.Requests);
    }

    [TestMethod]
    public async Task A_page_that_breaks_off_is_asked_for_again()
    {
        var plan = FaultPlan.First(2, new FaultAnswer { TruncateBodyAfter = 5 });
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer });
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", MediaType.Manifest, "{}"u8.ToArray());
        Assert.AreSequenceEqual(["1.0"], await ReadAsync(peer));
        Assert.HasCount(3, peer.Requests);
    }

    [TestMethod]
    [DataRow(403, OciErrorCode.Denied)]
    [DataRow(400, OciErrorCode.ContentRefused)]
    [DataRow(204, OciErrorCode.NoRegistry)]
    public async Task A_refusal_is_no_empty_list(int status, OciErrorCode code)
    {
        await using var peer = await ScriptedAsync(_ => FaultAnswer.Bare(status));
        await Failure.WithAsync(code, () => ReadAsync(peer));
    }

    [TestMethod]
    [DataRow(404, OciErrorCode.RepositoryNotFound)]
    [DataRow(403, OciErrorCode.Denied)]
    public async Task A_later_page_that_is_not_there_is_no_end(int status, OciErrorCode code)
    {
        await using var peer = await ScriptedAsync(
            request => request.Query.Length == 0 ? Answer.Json("{\"tags\":[\"a\"]}", Answer.Link("?next")) : FaultAnswer.Bare(status));
        await Failure.WithAsync(code, () => ReadAsync(peer));
        Assert.HasCount(2, peer.Requests);
    }

    private static Task<RegistryPeer> ScriptedAsync(Func<RecordedRequest, FaultAnswer> answer) =>
        RegistryPeer.StartAsync(new TestRegistryOptions { Fault = answer });

    private static async Task<string[]> ReadAsync(RegistryPeer peer) =>
        await peer.Repository.ListTagsAsync(CancellationToken.None).ToArrayAsync();
}

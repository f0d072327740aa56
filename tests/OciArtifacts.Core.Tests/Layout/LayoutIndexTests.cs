using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Layout;

/// <summary>The exact bytes of the two files that make a folder a layout (image-spec 1.1, image-layout.md).</summary>
[TestClass]
public sealed class LayoutIndexTests : IDisposable
{
    private readonly WorkFolder _work = new();
    private readonly MemoryStore _source = new();
    private readonly LayoutDirectory _layout;
    private readonly Descriptor _root;

    public LayoutIndexTests()
    {
        _layout = new LayoutDirectory(_work["layout"]);
        _root = Sample.Manifest(_source, "m");
    }

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task The_marker_says_the_version_of_the_layout()
    {
        await TagAsync(_root, "1.0");
        Assert.AreEqual("""{"imageLayoutVersion":"1.0.0"}""", await File.ReadAllTextAsync(_work["layout/oci-layout"]));
    }

    [TestMethod]
    public async Task A_marker_that_is_there_stays()
    {
        var marker = _work.Write("layout/oci-layout", """{"imageLayoutVersion": "1.0.0", "more": 1}""");
        await TagAsync(_root, "1.0");
        Assert.AreEqual("""{"imageLayoutVersion": "1.0.0", "more": 1}""", await File.ReadAllTextAsync(marker));
    }

    [TestMethod]
    public async Task A_tag_is_the_ref_name_of_an_entry()
    {
        await TagAsync(_root, "1.0");
        Assert.AreEqual(Index(Entry(_root, "1.0")), await IndexAsync());
    }

    [TestMethod]
    public async Task Several_tags_are_several_entries_in_the_order_of_giving()
    {
        await TagAsync(_root, "1.0");
        await TagAsync(_root, "latest");
        Assert.AreEqual(Index(Entry(_root, "1.0"), Entry(_root, "latest")), await IndexAsync());
    }

    [TestMethod]
    public async Task Annotations_type_and_platform_of_the_root_are_in_its_entry()
    {
        var root = _root with
        {
            ArtifactType = "a/t",
            Platform = new Platform("amd64", "linux"),
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["z"] = "1" },
        };
        await TagAsync(root, "1.0");
        var entry = $$"""{"mediaType":"{{MediaType.Manifest}}","artifactType":"a/t","digest":"{{root.Digest}}","size":{{root.Size}},""" +
            """
            "annotations":{"org.opencontainers.image.ref.name":"1.0","z":"1"},"platform":{"architecture":"amd64","os":"linux"}}
            """;
        Assert.AreEqual(Index(entry), await IndexAsync());
    }

    [TestMethod]
    public async Task A_tag_takes_the_place_of_the_entry_without_one()
    {
        var other = Sample.Manifest(_source, "other");
        WriteIndex(Index(Entry(other, null), Entry(_root, null)));
        await TagAsync(_root, "1.0");
        Assert.AreEqual(Index(Entry(other, null), Entry(_root, "1.0")), await IndexAsync());
    }

    [TestMethod]
    public async Task What_other_tools_say_in_the_index_stays()
    {
        var foreign =
            $$$"""{"mediaType":"{{{MediaType.Manifest}}}","digest":"{{{_root.Digest}}}","size":{{{_root.Size}}},""" +
            """
            "urls":["https://example.com"],"annotations":{"org.opencontainers.image.ref.name":"theirs"},
            """ +
            """
            "platform":{"architecture":"amd64","os":"windows","os.version":"10.0"}}
            """;
        WriteIndex(Index(foreign).Replace("{\"schemaVersion\"", "{\"x\":{\"y\":1},\"schemaVersion\"", StringComparison.Ordinal));
        await TagAsync(_root, "1.0");
        var index = await IndexAsync();
        Assert.Contains(foreign, index, StringComparison.Ordinal);
        Assert.Contains("{\"x\":{\"y\":1},", index, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_index_that_says_a_thing_twice_is_not_rewritten()
    {
        const string text = """{"schemaVersion":2,"manifests":[],"x":1,"x":2}""";
        var index = WriteIndex(text);
        var failure = await Failure.WithAsync(OciErrorCode.MalformedContent, () => TagAsync(_root, "1.0"));
        Assert.Contains(index, failure.Message, StringComparison.Ordinal);
        Assert.AreEqual(text, await File.ReadAllTextAsync(index));
    }

    [TestMethod]
    public async Task A_manifest_that_was_damaged_is_not_there_and_is_mended()
    {
        using var copy = new ContentCopy(_source, _layout, new ContentCopyOptions());
        await copy.CopyAsync(_root, ["1.0"], CancellationToken.None);
        var path = _work[$"layout/blobs/sha256/{_root.Digest.Encoded}"];
        await File.WriteAllBytesAsync(path, new byte[_root.Size]);
        Assert.IsNull(await _layout.ResolveAsync("1.0", CancellationToken.None));

        using var again = new ContentCopy(_source, _layout, new ContentCopyOptions());
        await again.CopyAsync(_root, ["1.0"], CancellationToken.None);
        Assert.IsNotNull(await _layout.ResolveAsync("1.0", CancellationToken.None));
    }

    [TestMethod]
    public async Task A_tag_whose_content_was_deleted_names_nothing_and_content_that_lacks_a_part_is_not_there()
    {
        await TagAsync(_root, "1.0");
        foreach (var child in await _source.ReadChildrenAsync(_root, CancellationToken.None))
        {
            await _layout.PutAsync(child, _source, CancellationToken.None);
        }
        Assert.IsTrue(await _layout.ExistsAsync(_root, CancellationToken.None));
        Assert.IsNotNull(await _layout.ResolveAsync("1.0", CancellationToken.None));

        var layer = (await _source.ReadChildrenAsync(_root, CancellationToken.None))[^1];
        File.Delete(_work[$"layout/blobs/sha256/{layer.Digest.Encoded}"]);
        Assert.IsFalse(await _layout.ExistsAsync(_root, CancellationToken.None));
        Assert.IsNull(await _layout.ResolveAsync("1.0", CancellationToken.None));
    }

    [TestMethod]
    public async Task A_tag_that_names_the_root_already_changes_no_file()
    {
        var longAgo = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await TagAsync(_root, "1.0");
        File.SetLastWriteTimeUtc(_work["layout/index.json"], longAgo);
        await TagAsync(_root, "1.0");
        Assert.AreEqual(longAgo, File.GetLastWriteTimeUtc(_work["layout/index.json"]));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("{\"schemaVersion\":2,\"manifests\":[null]}")]
    public async Task An_index_that_cannot_be_understood_is_named_and_stays(string text)
    {
        var index = WriteIndex(text);
        Func<Task>[] uses =
        [
            () => _layout.ResolveAsync("1.0", CancellationToken.None),
            () => TagAsync(_root, "1.0"),
        ];
        foreach (var use in uses)
        {
            var failure = await Failure.WithAsync(OciErrorCode.MalformedContent, use);
            Assert.Contains(index, failure.Message, StringComparison.Ordinal);
        }

        Assert.AreEqual(text, await File.ReadAllTextAsync(index));
    }

    [TestMethod]
    public async Task Entries_of_others_stay()
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1" };
        var other = Descriptor.Of(MediaType.Manifest, "other"u8) with { Annotations = annotations };
        WriteIndex(new ImageIndex([other, other with { Annotations = null }]).ToBytes());
        await TagAsync(_root, "1.0");
        var index = ImageIndex.Parse(await File.ReadAllBytesAsync(_work["layout/index.json"]));
        Assert.AreSequenceEqual([other.Digest, other.Digest, _root.Digest], index.Manifests.Select(entry => entry.Digest));
        Assert.AreEqual("1", index.Manifests[0].Annotations!["a"]);
    }

    private static string Index(params string[] entries) =>
        $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{{string.Join(',', entries)}}]}""";

    private static string Entry(Descriptor root, string? tag)
    {
        var annotations = tag is null ? "" : ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + tag + "\"}";
        return $$"""{"mediaType":"{{root.MediaType}}","digest":"{{root.Digest}}","size":{{root.Size}}{{annotations}}}""";
    }

    private Task TagAsync(Descriptor root, string tag) => _layout.TagAsync(root, _source, tag, CancellationToken.None);

    private string WriteIndex(string text) => WriteIndex(System.Text.Encoding.UTF8.GetBytes(text));

    // Writes the index of a layout that another tool made.
    private string WriteIndex(byte[] bytes)
    {
        _work.Write("layout/oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
        return _work.Write("layout/index.json", bytes);
    }

    private Task<string> IndexAsync() => File.ReadAllTextAsync(_work["layout/index.json"]);
}

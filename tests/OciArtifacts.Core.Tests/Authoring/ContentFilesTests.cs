using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Packing;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Authoring;

[TestClass]
public sealed class ContentFilesTests : IDisposable
{
    private readonly WorkFolder _work = new("content");

    public ContentFilesTests()
    {
        _work.Write("a.txt", "a");
        _work.Write("docs/b.md", "b");
        _work.Write("docs/en/c.md", "c");
    }

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void A_file_without_a_layer_is_a_blob_under_its_name()
    {
        var layer = Alone(new InputFile("a.txt")
        {
            MediaType = "text/plain",
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["com.contoso.b"] = "x=y" },
        });
        Assert.AreEqual(LayerFormat.Raw, layer.Format);
        Assert.AreEqual("text/plain", layer.MediaType);
        Assert.AreEqual("a.txt", layer.Annotations["org.opencontainers.image.title"]);
        Assert.AreEqual("x=y", layer.Annotations["com.contoso.b"]);
    }

    [TestMethod]
    public void A_file_of_a_pattern_keeps_its_folders_in_its_title() => Assert.AreEqual(
        "en/c.md",
        Alone(new InputFile("docs/en/c.md") { WildcardFolder = "en/" }).Annotations["org.opencontainers.image.title"]);

    [TestMethod]
    public void A_target_path_of_its_own_wins() =>
        Assert.AreEqual("x/y.txt", Alone(new InputFile("a.txt") { TargetPath = @"x\y.txt" }).Annotations["org.opencontainers.image.title"]);

    [TestMethod]
    public void A_folder_without_a_layer_has_the_form_of_ORAS()
    {
        var layer = Alone(new InputFile("docs/"));
        Assert.AreEqual("docs", layer.Annotations["org.opencontainers.image.title"]);
        Assert.AreEqual("application/vnd.oci.image.layer.v1.tar+gzip", layer.MediaType);
        Assert.IsTrue(layer.IsUnpackedByOras);
        CollectionAssert.AreEquivalent(new[] { "docs/b.md", "docs/en/c.md" }, layer.Files.Select(file => file.EntryPath).ToArray());
    }

    [TestMethod]
    [DataRow("", "docs/b.md")]
    [DataRow(".", "b.md")]
    [DataRow("manual", "manual/b.md")]
    [DataRow(@"a\b\", "a/b/b.md")]
    public void A_folder_in_a_layer_is_below_its_target(string target, string path)
    {
        var files = Content().ArchiveFiles([new InputFile("docs") { Layer = "text", TargetPath = target }]).ToList();
        CollectionAssert.Contains(files.Select(file => file.File.EntryPath).ToArray(), path);
        Assert.IsTrue(files.All(file => file.Layer == "text"));
    }

    [TestMethod]
    public void A_file_in_a_layer_is_at_its_target() => Assert.AreEqual(
        "b/c.txt", Content().ArchiveFiles([new InputFile("a.txt") { Layer = "text", TargetPath = "b/c.txt" }]).Single().File.EntryPath);

    private PlannedLayer Alone(InputFile item) => Content().SingleLayers([item]).Single();

    private ContentFiles Content()
    {
        var inputs = new ArtifactInputs("application/vnd.contoso.widget.v1")
        {
            BaseDirectory = _work.Path,
            Compression = LayerCompression.Gzip,
        };
        return new ContentFiles(inputs, type: null);
    }
}

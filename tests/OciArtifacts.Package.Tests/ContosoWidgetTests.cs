using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>An artifact of files, with a type that the project defines.</summary>
[TestClass]
public sealed class ContosoWidgetTests : SampleTests
{
    [TestMethod]
    public async Task Type_config_and_annotation_are_those_of_the_project()
    {
        var layout = (await PublishedAsync("ContosoWidget")).Layout;
        var manifest = layout.Manifest;
        Assert.AreEqual("application/vnd.contoso.widget.v1", manifest.ArtifactType);
        Assert.AreEqual("application/vnd.contoso.widget.config.v1+json", manifest.Config.MediaType);
        Assert.AreSequenceEqual(
            await File.ReadAllBytesAsync(Asset("widget.json"), TestContext.CancellationToken),
            layout.Read(manifest.Config));
        Assert.AreEqual("blue", manifest.Annotations["com.contoso.widget.colour"]);
        Assert.AreSequenceEqual(["contosowidget.data.tar.gz", "widget.svg", "manual"], manifest.Layers.Select(layer => layer.Title));
    }

    [TestMethod]
    public async Task A_file_without_a_layer_is_a_blob_of_its_own_under_its_name()
    {
        var layout = (await PublishedAsync("ContosoWidget")).Layout;
        var layer = layout.Manifest["widget.svg"];
        Assert.AreEqual("image/svg+xml", layer.MediaType);
        Assert.AreSequenceEqual(await File.ReadAllBytesAsync(Asset("widget.svg"), TestContext.CancellationToken), layout.Read(layer));
    }

    [TestMethod]
    public async Task A_folder_without_a_layer_has_the_form_that_oras_unpacks()
    {
        var layout = (await PublishedAsync("ContosoWidget")).Layout;
        var layer = layout.Manifest["manual"];
        Assert.AreEqual("application/vnd.oci.image.layer.v1.tar+gzip", layer.MediaType);
        Assert.AreEqual("true", layer.Annotations["io.deis.oras.content.unpack"]);
        Assert.AreEqual(LayoutReader.UncompressedDigest(layout.Read(layer)), layer.Annotations["io.deis.oras.content.digest"]);
        Assert.AreSequenceEqual(["manual/README.md", "manual/en/turning.md"], layout.Unpack(layer).Paths);
    }

    [TestMethod]
    public async Task Files_of_a_named_layer_are_one_archive_with_their_folders()
    {
        var layout = (await PublishedAsync("ContosoWidget")).Layout;
        var layer = layout.Manifest["contosowidget.data.tar.gz"];
        Assert.AreEqual("application/vnd.contoso.widget.data.layer.v1.tar+gzip", layer.MediaType);
        Assert.IsFalse(layer.Annotations.ContainsKey("io.deis.oras.content.unpack"));
        Assert.AreSequenceEqual(["all.csv", "sizes/small.csv"], layout.Unpack(layer).Paths);
    }

    [TestMethod]
    public async Task No_publish_output_is_in_it() =>
        Assert.IsEmpty((await PublishedAsync("ContosoWidget")).Layout.Unpack().Paths
            .Where(path => path.EndsWith(".dll", StringComparison.Ordinal)));

    private static string Asset(string name) => Repository.Path($"testassets/ContosoWidget/{name}");
}

using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>A project that references the package without any setting.</summary>
[TestClass]
public sealed class MinimalProjectTests : SampleTests
{
    private const string AppType = "application/vnd.ociartifacts.dotnet-app";

    [TestMethod]
    public async Task A_reference_is_all_that_a_publish_needs_to_leave_a_layout()
    {
        var sample = await NewAsync("Minimal.Lib", ProjectFile.Library("net10.0", ProjectFile.Reference));
        sample.InOwnProcess = true;
        await sample.RunAsync("publish");
        Assert.AreSequenceEqual(["1.0.0"], sample.Layout.Tags);
        var manifest = sample.Layout.Manifest;
        Assert.AreEqual($"{AppType}.v1", manifest.ArtifactType);
        Assert.AreEqual($"{AppType}.config.v1+json", manifest.Config.MediaType);
        Assert.AreSequenceEqual(["minimal.lib.symbols.tar.gz", "minimal.lib.app.tar.gz"], manifest.Layers.Select(layer => layer.Title));
        Assert.AreEqual(FileTree.Of(sample.PublishFolder).ToString(), sample.Layout.Unpack().ToString());
    }

    [TestMethod]
    public async Task A_type_of_its_own_names_the_media_types_of_its_layers()
    {
        var sample = await NewAsync("Widget", ProjectFile.Library("net10.0", ProjectFile.Reference));
        await sample.PublishAsync("-p:OciArtifactType=application/vnd.contoso.widget.v1");
        var manifest = sample.Layout.Manifest;
        Assert.AreEqual("application/vnd.contoso.widget.v1", manifest.ArtifactType);
        Assert.AreEqual("application/vnd.oci.empty.v1+json", manifest.Config.MediaType);
        Assert.AreSequenceEqual(
            ["application/vnd.contoso.widget.symbols.layer.v1.tar+gzip", "application/vnd.contoso.widget.app.layer.v1.tar+gzip"],
            manifest.Layers.Select(layer => layer.MediaType));
    }

    [TestMethod]
    public async Task Where_it_is_switched_off_a_publish_writes_nothing_of_ours()
    {
        var sample = await NewAsync("Off", ProjectFile.Library("net10.0", ProjectFile.Reference));
        sample.InOwnProcess = true;
        var build = await sample.RunAsync("publish", "-p:PublishOciArtifact=false");
        Assert.IsTrue(File.Exists(Path.Combine(sample.PublishFolder, "Off.dll")));
        Assert.IsFalse(Directory.Exists(sample.LayoutFolder));
        Assert.IsFalse(Directory.Exists(sample.WorkOfPackage));
        Assert.DoesNotContain("sha256:", build.All);
    }
}

using System.IO.Compression;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>A module package, as <c>tofu init</c> reads it (opentofu/opentofu, internal/getmodules/oci_getter.go).</summary>
[TestClass]
public sealed class OpenTofuModuleTests : WellKnownTypeTests
{
    [TestMethod]
    public async Task The_package_is_the_only_layer_and_the_config_is_the_empty_one()
    {
        var manifest = (await PublishedAsync("ContosoTofuModule")).Layout.Manifest;
        Assert.AreEqual("application/vnd.opentofu.modulepkg", manifest.ArtifactType);
        Assert.AreEqual("application/vnd.oci.empty.v1+json", manifest.Config.MediaType);
        Assert.AreSequenceEqual(["archive/zip"], MediaTypesOf(manifest));
    }

    [TestMethod]
    public async Task The_top_of_the_zip_is_the_top_of_the_module()
    {
        var sample = await PublishedAsync("ContosoTofuModule");
        using var zip = new ZipArchive(new MemoryStream(sample.Layout.Read(sample.Layout.Manifest.Layers[0])));
        Assert.AreSequenceEqual(["main.tf", "modules/subnet/main.tf"], zip.Entries.Select(entry => entry.FullName));
        var target = sample["unzipped"];
        zip.ExtractToDirectory(target);
        Assert.AreEqual(FileTree.Of(sample["module"]).ToString(), FileTree.Of(target).ToString());
    }
}

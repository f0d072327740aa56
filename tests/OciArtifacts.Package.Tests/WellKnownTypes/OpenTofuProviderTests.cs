using System.IO.Compression;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>
/// A provider in a mirror, as <c>tofu init</c> reads it (opentofu/opentofu,
/// internal/getproviders/oci_registry_mirror_source.go).
/// </summary>
[TestClass]
public sealed class OpenTofuProviderTests : WellKnownTypeTests
{
    private const string Sample = "ContosoTofuProvider";

    [TestMethod]
    public async Task The_tag_names_an_index_with_one_entry_a_platform()
    {
        var layout = (await PublishedAsync(Sample)).Layout;
        Assert.AreSequenceEqual(["2.0.0_build.3"], layout.Tags);
        var index = OciIndex.Parse(layout.Read(layout.Root));
        Assert.AreEqual(OciIndex.Type, layout.Root.MediaType);
        Assert.AreEqual("application/vnd.opentofu.provider", index.ArtifactType);
        Assert.AreSequenceEqual(["darwin/arm64", "linux/amd64"], index.Entries.Select(entry => entry.Platform));
        Assert.AreEqual("2.0.0+build.3", index.Annotations["org.opencontainers.image.version"]);
        foreach (var entry in index.Entries) Assert.AreEqual("application/vnd.opentofu.provider-target", entry.ArtifactType);
    }

    [TestMethod]
    public async Task Each_entry_has_one_package_whose_descriptor_says_so()
    {
        var layout = (await PublishedAsync(Sample)).Layout;
        foreach (var manifest in OciIndex.Parse(layout.Read(layout.Root)).Entries.Select(entry => OciManifest.Parse(layout.Read(entry))))
        {
            Assert.AreEqual("application/vnd.opentofu.provider-target", manifest.ArtifactType);
            Assert.AreEqual("application/vnd.oci.empty.v1+json", manifest.Config.MediaType);
            var package = manifest.Layers.Single();
            Assert.AreEqual("archive/zip", package.MediaType);
            Assert.AreEqual("application/vnd.opentofu.providerpkg", package.ArtifactType);
        }
    }

    [TestMethod]
    public async Task The_top_of_each_zip_is_the_top_of_the_folder_of_its_platform()
    {
        var sample = await PublishedAsync(Sample);
        var packages = OciIndex.Parse(sample.Layout.Read(sample.Layout.Root)).Entries
            .Select(entry => OciManifest.Parse(sample.Layout.Read(entry)).Layers.Single());
        foreach (var (package, folder) in packages.Zip(["darwin_arm64", "linux_amd64"]))
        {
            using var zip = new ZipArchive(new MemoryStream(sample.Layout.Read(package)));
            Assert.AreEqual("terraform-provider-contoso_v2.0.0", zip.Entries.Single().FullName);
            var target = sample[$"unzipped/{folder}"];
            zip.ExtractToDirectory(target);
            Assert.AreEqual(FileTree.Of(sample[$"provider/{folder}"]).ToString(), FileTree.Of(target).ToString());
        }
    }

    [TestMethod]
    public async Task The_report_is_of_the_index_and_has_the_layers_of_each_platform()
    {
        var report = (await PublishedAsync(Sample)).Report;
        Assert.AreEqual(OciIndex.Type, report.Text("mediaType"));
        Assert.AreEqual("application/vnd.opentofu.provider", report.Text("artifactType"));
        Assert.AreSequenceEqual([("darwin/arm64", "package"), ("linux/amd64", "package")], report.Manifests);
    }

    [TestMethod]
    public async Task A_file_that_says_no_platform_is_one_error()
    {
        var sample = await CopyOfAsync(Sample);
        sample.Write("provider/SHA256SUMS", "none");
        sample.Edit($"{Sample}.csproj", "</ItemGroup>", """<OciArtifactFile Include="provider/SHA256SUMS" /></ItemGroup>""");
        var build = await sample.TryPublishAsync();
        Assert.AreSequenceEqual(["OCIA2006"], build.ErrorCodes.Distinct());
        foreach (var part in (string[])["'provider/SHA256SUMS'", "linux/amd64", "*_{os}_{architecture}.zip"])
        {
            Assert.Contains(part, build.Errors[0]);
        }
    }
}

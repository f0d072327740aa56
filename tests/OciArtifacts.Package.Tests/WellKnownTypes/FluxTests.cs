using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>Manifests, as an OCIRepository of Flux reads them (fluxcd/pkg, oci).</summary>
[TestClass]
public sealed class FluxTests : WellKnownTypeTests
{
    [TestMethod]
    public async Task The_only_layer_is_an_archive_of_the_folder()
    {
        var sample = await PublishedAsync("ContosoFlux");
        var manifest = sample.Layout.Manifest;
        Assert.IsNull(manifest.ArtifactType);
        Assert.AreEqual("application/vnd.cncf.flux.config.v1+json", manifest.Config.MediaType);
        Assert.AreSequenceEqual(["application/vnd.cncf.flux.content.v1.tar+gzip"], MediaTypesOf(manifest));
        Assert.AreEqual(FileTree.Of(sample["deploy"]).ToString(), sample.Layout.Unpack(manifest.Layers[0]).ToString());
    }

    [TestMethod]
    public async Task The_config_is_that_of_an_image_and_names_the_uncompressed_layer()
    {
        var layout = (await PublishedAsync("ContosoFlux")).Layout;
        AssertJson(
            $$"""
            {
              "architecture": "", "created": "2026-01-01T00:00:00Z", "os": "", "config": {},
              "rootfs": { "type": "layers", "diff_ids": ["{{LayoutReader.UncompressedDigest(layout.Read(layout.Manifest.Layers[0]))}}"] }
            }
            """,
            layout.Read(layout.Manifest.Config));
    }

    // A revision without a branch is written "sha1:" and the commit (fluxcd/pkg, git/utils.go).
    [TestMethod]
    public async Task Annotations_say_where_it_is_from() => Assert.AreSequenceEqual(
        [
            "created=2026-01-01T00:00:00Z",
            "revision=sha1:5394cb7f48332b2de7c17dd8b8384bbc84b7e738",
            "source=https://contoso.example/fleet",
            "title=ContosoFlux", "version=1.2.0",
        ],
        AnnotationsOf((await PublishedAsync("ContosoFlux")).Layout.Manifest));
}

using System.Text;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>A Singularity image, as <c>apptainer pull oras://</c> reads it (apptainer/apptainer, internal/pkg/client/oras).</summary>
[TestClass]
public sealed class SifTests : WellKnownTypeTests
{
    [TestMethod]
    public async Task The_image_is_the_only_layer_and_the_config_is_empty()
    {
        var layout = (await PublishedAsync("ContosoSif")).Layout;
        var manifest = layout.Manifest;
        Assert.IsNull(manifest.ArtifactType);
        Assert.AreEqual("application/vnd.sylabs.sif.config.v1+json", manifest.Config.MediaType);
        Assert.AreEqual("{}", Encoding.UTF8.GetString(layout.Read(manifest.Config)));
        Assert.AreSequenceEqual(["application/vnd.sylabs.sif.layer.v1.sif"], MediaTypesOf(manifest));
        Assert.AreEqual("contoso.sif", manifest.Layers[0].Title);
        Assert.AreSequenceEqual(["1.2.0"], layout.Tags);
    }

    // A launcher of 32 bytes, then "SIF_MAGIC" and the version of the format (sylabs/sif, "Global Header").
    [TestMethod]
    public async Task The_layer_begins_as_an_image_does()
    {
        var layout = (await PublishedAsync("ContosoSif")).Layout;
        var image = layout.Read(layout.Manifest.Layers[0]);
        Assert.AreEqual("#!/usr/bin/env run-singularity\n\0SIF_MAGIC\001\0", Encoding.ASCII.GetString(image, 0, 45));
        Assert.AreSequenceEqual(
            await File.ReadAllBytesAsync(Repository.Path("testassets/ContosoSif/contoso.sif"), TestContext.CancellationToken), image);
    }
}

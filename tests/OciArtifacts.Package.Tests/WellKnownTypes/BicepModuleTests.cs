using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>A Bicep module, as <c>bicep restore</c> reads it (Azure/bicep, OciModuleArtifactResult).</summary>
[TestClass]
public sealed class BicepModuleTests : WellKnownTypeTests
{
    [TestMethod]
    public async Task The_template_is_the_only_layer_and_the_config_is_empty()
    {
        var layout = (await PublishedAsync("ContosoBicep")).Layout;
        var manifest = layout.Manifest;
        Assert.AreEqual("application/vnd.ms.bicep.module.artifact", manifest.ArtifactType);
        Assert.AreEqual("application/vnd.ms.bicep.module.config.v1+json", manifest.Config.MediaType);
        AssertJson("{}", layout.Read(manifest.Config));
        Assert.AreSequenceEqual(["application/vnd.ms.bicep.module.layer.v1+json"], MediaTypesOf(manifest));
        Assert.AreSequenceEqual(
            await File.ReadAllBytesAsync(Repository.Path("testassets/ContosoBicep/main.json"), TestContext.CancellationToken),
            layout.Read(manifest["main.json"]));
    }

    [TestMethod]
    public async Task Annotations_are_what_editors_show_of_it() => Assert.AreSequenceEqual(
        [
            "description=A storage account as Contoso has it.", "documentation=https://contoso.example/bicep/storage", "title=ContosoBicep",
            "url=https://contoso.example/bicep/storage", "version=1.2.0",
        ],
        AnnotationsOf((await PublishedAsync("ContosoBicep")).Layout.Manifest));
}

using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>A model, as a reader of the CNCF model specification sees it.</summary>
[TestClass]
public sealed class ModelPackTests : SampleTests
{
    private const string PathKey = "org.cncf.model.filepath";

    [TestMethod]
    public async Task Each_file_is_a_layer_of_its_kind_under_its_path()
    {
        var layout = (await PublishedAsync("ContosoModel")).Layout;
        var manifest = layout.Manifest;
        Assert.AreEqual("application/vnd.cncf.model.manifest.v1+json", manifest.ArtifactType);
        Assert.AreSequenceEqual(
            [
                "application/vnd.cncf.model.code.v1.tar ",
                "application/vnd.cncf.model.weight.v1.raw small/model.safetensors",
                "application/vnd.cncf.model.weight.config.v1.raw tokenizer.json",
                "application/vnd.cncf.model.doc.v1.raw README.md",
            ],
            manifest.Layers.Select(layer => $"{layer.MediaType} {layer.Annotations.GetValueOrDefault(PathKey)}"));
        Assert.AreSequenceEqual(
            await File.ReadAllBytesAsync(
                Repository.Path("testassets/ContosoModel/weights/small/model.safetensors"), TestContext.CancellationToken),
            layout.Read(manifest["small/model.safetensors"]));
        Assert.AreSequenceEqual(["train/train.py"], layout.Unpack(manifest.Layers[0]).Paths);
    }

    [TestMethod]
    public async Task The_config_is_what_the_project_says_completed()
    {
        var layout = (await PublishedAsync("ContosoModel")).Layout;
        var layers = layout.Manifest.Layers;
        Assert.AreEqual("application/vnd.cncf.model.config.v1+json", layout.Manifest.Config.MediaType);
        using var config = JsonDocument.Parse(layout.Read(layout.Manifest.Config));
        using var wanted = JsonDocument.Parse(
            $$"""
            {
              "descriptor": {"family": "widget", "title": "Widget, small", "licenses": ["MIT"], "name": "contosomodel", "version": "1.0.0"},
              "config": {"architecture": "transformer", "format": "safetensors", "paramSize": "1k", "precision": "float16"},
              "modelfs": {
                "type": "layers",
                "diffIds": ["{{layers[0].Digest}}", "{{layers[1].Digest}}", "{{layers[2].Digest}}", "{{layers[3].Digest}}"]
              }
            }
            """);
        Assert.IsTrue(JsonElement.DeepEquals(wanted.RootElement, config.RootElement), config.RootElement.ToString());
    }
}

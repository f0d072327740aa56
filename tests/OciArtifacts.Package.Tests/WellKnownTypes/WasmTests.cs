using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>A WebAssembly component, as a runtime reads it that knows the Wasm OCI artifact layout of the CNCF.</summary>
[TestClass]
public sealed class WasmTests : SampleTests
{
    [TestMethod]
    public async Task The_component_of_the_publish_output_is_the_only_layer()
    {
        var layout = (await PublishedAsync("ContosoWasm")).Layout;
        var manifest = layout.Manifest;
        Assert.IsNull(manifest.ArtifactType);
        Assert.AreEqual("application/vnd.wasm.config.v0+json", manifest.Config.MediaType);
        var layer = manifest.Layers.Single();
        Assert.AreEqual(("application/wasm", "greeter.wasm"), (layer.MediaType, layer.Title));
        Assert.AreSequenceEqual(
            await File.ReadAllBytesAsync(Repository.Path("testassets/ContosoWasm/greeter.wasm"), TestContext.CancellationToken),
            layout.Read(layer));
    }

    // wkg requires `created`, and requires `component` for a component.
    [TestMethod]
    public async Task The_config_says_what_a_runtime_has_to_offer()
    {
        var layout = (await PublishedAsync("ContosoWasm")).Layout;
        using var config = JsonDocument.Parse(layout.Read(layout.Manifest.Config));
        using var wanted = JsonDocument.Parse(
            $$"""
            {
              "created": "1970-01-01T00:00:00Z", "author": "Contoso", "architecture": "wasm", "os": "wasip2",
              "layerDigests": ["{{layout.Manifest.Layers[0].Digest}}"],
              "component": {"exports": ["contoso:greeter/greet@1.0.0", "run"], "imports": ["wasi:cli/environment@0.2.0", "log"]}
            }
            """);
        Assert.IsTrue(JsonElement.DeepEquals(wanted.RootElement, config.RootElement), config.RootElement.ToString());
    }
}

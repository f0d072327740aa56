using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Examples.Tests;

/// <summary>A pull of one file for one platform.</summary>
[TestClass]
public sealed class PullExample : LibraryExample
{
    [TestMethod]
    public async Task Pull_a_layer_for_a_platform()
    {
        using (var publisher = new RegistryClient(Registry, Push))
        {
            var index = new IndexPlan(
                ToolType,
                [
                    new PlannedEntry(ToolPlan("linux"), new Platform("amd64", "linux")),
                    new PlannedEntry(ToolPlan("mac"), new Platform("arm64", "darwin")),
                ]);
            await PushAsync(index, publisher.Repository("tools/one"), "1.0.0");
        }

        using var client = new RegistryClient(Registry, new RegistryOptions());
        var repository = client.Repository("tools/one");

        // The tag names an index; the platform selects one manifest of it.
        var root = await repository.ResolveAsync("1.0.0", Cancellation)
            ?? throw new OciException(OciErrorCode.ContentNotFound, $"{repository.Name} has no tag 1.0.0.");
        var selected = await repository.SelectAsync(root, new Platform("arm64", "darwin"), Cancellation);
        var manifest = Manifest.Parse(await repository.ReadAllAsync(selected, ContentReading.LargestManifest, Cancellation));

        // The stream of a repository verifies size and digest, and fails at its end where they are wrong.
        var layer = manifest.Layers[0];
        await using (var content = await repository.OpenAsync(layer, Cancellation))
        await using (var file = File.Create(Work["pulled"]))
        {
            await content.CopyToAsync(file, Cancellation);
        }

        Assert.AreEqual("mac", await File.ReadAllTextAsync(Work["pulled"], Cancellation));
    }
}

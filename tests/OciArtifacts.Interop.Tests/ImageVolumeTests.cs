using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>
/// An app published as an image volume, read by image tools: skopeo copies it, and umoci unpacks it by its diff_ids.
/// </summary>
[TestClass]
public sealed class ImageVolumeTests : PeerTests
{
    [TestMethod]
    public async Task Tools_for_images_copy_it_and_unpack_it_to_the_publish_folder()
    {
        Need(DockerRegistry.Program, Skopeo, "umoci");
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions(), TestContext.CancellationToken);
        var sample = await SampleProject.CopyOfAsync("ConsoleApp");
        Shared(sample);
        await sample.PublishAsync($"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactType=image-volume", "-p:OciArtifactTags=1.0");
        var reference = $"docker://{registry.Host}/consoleapp:1.0";
        using var config = JsonDocument.Parse(await RunAsync(Skopeo, "inspect", "--config", "--tls-verify=false", reference));
        Assert.AreEqual("amd64 linux", $"{config.RootElement.GetProperty("architecture")} {config.RootElement.GetProperty("os")}");

        var folder = NewFolder();
        await RunAsync(Skopeo, "copy", "--src-tls-verify=false", reference, $"oci:{folder["image"]}:1.0");
        await RunAsync("umoci", "unpack", "--rootless", "--image", $"{folder["image"]}:1.0", folder["bundle"]);
        Assert.AreEqual(FileTree.Of(sample.PublishFolder).ToString(), FileTree.Of(folder["bundle/rootfs"]).ToString());
        Assert.HasCount(config.RootElement.GetProperty("rootfs").GetProperty("diff_ids").GetArrayLength(), sample.Report.LayerNames);
    }
}

using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Interop.Tests;

/// <summary>Pushes to the registry of Docker.</summary>
[TestClass]
public sealed class DockerRegistryTests : PeerTests
{
    [TestMethod]
    public async Task All_tags_of_a_push_name_the_same_manifest()
    {
        var pushed = await PushedAsync(Oras);
        var tags = await RunAsync(Oras, "repo", "tags", "--plain-http", $"{pushed.Host}/consoleapp");
        Assert.AreSequenceEqual(["1.2.3", "latest"], tags.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        foreach (var tag in (string[])["1.2.3", "latest"])
        {
            var resolved = await RunAsync(Oras, "resolve", "--plain-http", pushed.Reference(pushed.App, tag));
            Assert.AreEqual(pushed.App.Report.Digest, resolved.Trim());
        }
    }

    [TestMethod]
    public async Task A_second_push_uploads_nothing()
    {
        var pushed = await PushedAsync();
        var sample = await CopyOfAsync("ContosoWidget");
        string[] arguments = [$"-p:OciArtifactRegistry={pushed.Host}", "-p:OciArtifactRepository=team/twice"];
        await sample.PublishAsync(arguments);
        var first = sample.Report;
        await sample.PublishAsync(["--no-build", .. arguments]);
        Assert.AreSequenceEqual(first.LayerNames, first.LayersWithTransfer("uploaded"));
        Assert.AreSequenceEqual(first.LayerNames, sample.Report.LayersWithTransfer("present"));
        Assert.AreEqual((first.Digest, 0, 1), (sample.Report.Digest, sample.Report.BytesUploaded, sample.Report.Requests));
    }

    [TestMethod]
    public async Task An_artifact_in_the_form_of_image_spec_1_0_is_taken_and_pulled()
    {
        var pushed = await PushedAsync(Oras);
        var sample = await CopyOfAsync("ContosoWidget");
        await sample.PublishAsync(
            $"-p:OciArtifactRegistry={pushed.Host}", "-p:OciArtifactRepository=team/older", "-p:OciArtifactImageSpec=1.0");
        var reference = $"{pushed.Host}/team/older:1.0.0";
        var fetched = await RunAsync(Oras, "manifest", "fetch", "--plain-http", reference);
        var manifest = OciManifest.Parse(System.Text.Encoding.UTF8.GetBytes(fetched));
        Assert.AreEqual((null, "application/vnd.contoso.widget.v1"), (manifest.ArtifactType, manifest.Config.MediaType));
        var folder = NewFolder();
        await RunAsync(Oras, "pull", "--plain-http", "-o", folder.Path, reference);
        Assert.AreEqual(FileTree.Of(sample["manual"]).ToString(), FileTree.Of(folder["manual"]).ToString());
    }
}

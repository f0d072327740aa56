using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Interop.Tests;

/// <summary>Well-known types in the registry of Docker, read by oras.</summary>
[TestClass]
public sealed class OrasTypesTests : PeerTests
{
    [TestMethod]
    public async Task It_pulls_what_was_invented_in_a_project_with_its_config()
    {
        var pushed = await PushedAsync(Oras);
        var folder = NewFolder();
        await RunAsync(Oras, "pull", "--plain-http", "--config", "widget.config.json", "-o", folder.Path, pushed.Reference(pushed.Widget));
        Assert.AreEqual(await TextAsync(pushed.Widget["widget.json"]), await TextAsync(folder["widget.config.json"]));
        using var manifest = JsonDocument.Parse(await RunAsync(Oras, "manifest", "fetch", "--plain-http", pushed.Reference(pushed.Widget)));
        Assert.AreEqual("application/vnd.contoso.widget.v1", manifest.RootElement.GetProperty("artifactType").GetString());
        Assert.AreEqual("blue", manifest.RootElement.GetProperty("annotations").GetProperty("com.contoso.widget.colour").GetString());
    }

    // Like apptainer, the sample uses the name of the file as the title.
    [TestMethod]
    public async Task It_pulls_a_Singularity_image_under_its_name()
    {
        var (sample, reference) = await PublishedAsync("ContosoSif", "1.2.0");
        var folder = NewFolder();
        await RunAsync(Oras, "pull", "--plain-http", "-o", folder.Path, reference);
        Assert.AreSequenceEqual(["contoso.sif"], FileTree.Of(folder.Path).Paths);
        Assert.AreSequenceEqual(
            await File.ReadAllBytesAsync(sample["contoso.sif"], TestContext.CancellationToken),
            await File.ReadAllBytesAsync(folder["contoso.sif"], TestContext.CancellationToken));
    }

    // "conftest pull" writes the files with oras, and looks for policies below the folder.
    [TestMethod]
    public async Task It_pulls_policies_into_the_folders_that_they_were_in()
    {
        var (sample, reference) = await PublishedAsync("ContosoPolicies", "1.2.0");
        var folder = NewFolder();
        await RunAsync(Oras, "pull", "--plain-http", "-o", folder.Path, reference);
        Assert.AreEqual(FileTree.Of(sample["policies"]).ToString(), FileTree.Of(folder.Path).ToString());
        Assert.AreSequenceEqual(["contoso.json", "kubernetes/labels.rego", "main.rego"], FileTree.Of(folder.Path).Paths);
    }

    [TestMethod]
    public async Task It_finds_the_manifest_of_a_platform_in_the_index_of_a_provider()
    {
        var (sample, reference) = await PublishedAsync("ContosoTofuProvider", "2.0.0_build.3");
        using var manifest = JsonDocument.Parse(await RunAsync(
            Oras, "manifest", "fetch", "--plain-http", "--platform", "darwin/arm64", reference));
        var package = manifest.RootElement.GetProperty("layers")[0];
        Assert.AreEqual("application/vnd.opentofu.providerpkg", package.GetProperty("artifactType").GetString());
        Assert.AreEqual(sample.Report.DigestAt(0), package.GetProperty("digest").GetString());
    }

    [TestMethod]
    public async Task It_discovers_what_is_attached_to_an_app()
    {
        var (sample, reference) = await PublishedAsync("ContosoReports", "1.0.0");
        using var found = JsonDocument.Parse(await RunAsync(Oras, "discover", "--plain-http", "--format", "json", reference));
        Assert.AreSequenceEqual(
            sample.Report.Referrers.Order(),
            found.RootElement.GetProperty("manifests").EnumerateArray()
                .Select(manifest => (manifest.GetProperty("artifactType").GetString()!, manifest.GetProperty("digest").GetString()!))
                .Order());
    }

    private async Task<(SampleProject Sample, string Reference)> PublishedAsync(string name, string tag)
    {
        var pushed = await PushedAsync(Oras);
        var sample = await CopyOfAsync(name);
        await sample.PublishAsync($"-p:OciArtifactRegistry={pushed.Host}");
        return (sample, $"{pushed.Host}/{sample.Report.Text("repository")}:{tag}");
    }

    private Task<string> TextAsync(string path) => File.ReadAllTextAsync(path, TestContext.CancellationToken);
}

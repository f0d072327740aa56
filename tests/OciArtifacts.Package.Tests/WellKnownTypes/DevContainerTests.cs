using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>
/// A Feature and a Template, as the Dev Container CLI reads them (devcontainers/cli, containerCollectionsOCI.ts). They
/// have one type.
/// </summary>
[TestClass]
public sealed class DevContainerTests : WellKnownTypeTests
{
    [TestMethod]
    [DataRow("ContosoFeature", "devcontainer-feature-hello.tgz")]
    [DataRow("ContosoTemplate", "devcontainer-template-webapp.tgz")]
    public async Task The_manifest_is_that_of_the_specification(string name, string title)
    {
        var layout = (await PublishedAsync(name)).Layout;
        var manifest = layout.Manifest;
        Assert.IsNull(manifest.ArtifactType);
        Assert.AreEqual("application/vnd.devcontainers", manifest.Config.MediaType);

        // Like the client, the package pushes "{}": some registries refuse an empty blob.
        AssertJson("{}", layout.Read(manifest.Config));
        Assert.AreEqual(
            name == "ContosoFeature" ? "devcontainer_feature" : "devcontainer_template",
            manifest.Annotations["com.github.package.type"]);
        Assert.AreSequenceEqual(["application/vnd.devcontainers.layer.v1+tar"], MediaTypesOf(manifest));
        Assert.AreEqual(title, manifest.Layers[0].Title);
    }

    [TestMethod]
    [DataRow("ContosoFeature", "hello", "1.2.0;1.2;1;latest")]
    [DataRow("ContosoTemplate", "webapp", "2.0.1;2.0;2;latest")]
    public async Task Tags_and_repository_are_those_of_the_metadata_file(string name, string repository, string tags)
    {
        var sample = await PublishedAsync(name);
        Assert.AreSequenceEqual(tags.Split(';'), sample.Layout.Tags);
        Assert.AreEqual(repository, sample.Report.Text("repository"));
    }

    // The root is ".": the CLI looks only for the path ./devcontainer-template.json, which "tar ." writes.
    [TestMethod]
    [DataRow("ContosoFeature", "feature", "./devcontainer-feature.json;./install.sh")]
    [DataRow("ContosoTemplate", "template", "./.devcontainer/devcontainer.json;./devcontainer-template.json")]
    public async Task The_archive_is_the_folder_as_tar_writes_it(string name, string folder, string paths)
    {
        var sample = await PublishedAsync(name);
        var archive = sample.Layout.Unpack(sample.Layout.Manifest.Layers[0]);
        Assert.AreSequenceEqual(paths.Split(';'), archive.Paths);
        Assert.AreEqual(FileTree.Of(sample[folder]).ToString(), archive.ToString().Replace("./", "", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("ContosoFeature", "feature/devcontainer-feature.json", "Hello & <welcome>", "1.2.0")]
    [DataRow("ContosoTemplate", "template/devcontainer-template.json", "A web app", "2.0.1")]
    public async Task The_metadata_file_is_an_annotation(string name, string file, string title, string version)
    {
        var sample = await PublishedAsync(name);
        var annotations = sample.Layout.Manifest.Annotations;
        using var metadata = JsonDocument.Parse(
            await File.ReadAllTextAsync(sample[file], TestContext.CancellationToken),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        AssertJson(JsonSerializer.Serialize(metadata), System.Text.Encoding.UTF8.GetBytes(annotations["dev.containers.metadata"]));
        Assert.AreEqual(title, annotations["org.opencontainers.image.title"]);
        Assert.AreEqual(version, annotations["org.opencontainers.image.version"]);
    }
}

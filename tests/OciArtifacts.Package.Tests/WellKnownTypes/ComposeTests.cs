using System.Text;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>A Compose application, as <c>docker compose -f oci://</c> reads it (docker/compose, pkg/remote/oci.go).</summary>
[TestClass]
public sealed class ComposeTests : WellKnownTypeTests
{
    private const string FileKey = "com.docker.compose.file";
    private const string EnvironmentKey = "com.docker.compose.envfile";

    [TestMethod]
    public async Task Files_are_layers_in_the_order_of_the_project()
    {
        var manifest = (await PublishedAsync("ContosoCompose")).Layout.Manifest;
        Assert.AreEqual("application/vnd.docker.compose.project", manifest.ArtifactType);
        Assert.AreEqual("application/vnd.oci.empty.v1+json", manifest.Config.MediaType);
        Assert.AreSequenceEqual(
            [
                "application/vnd.docker.compose.file+yaml",
                "application/vnd.docker.compose.file+yaml",
                "application/vnd.docker.compose.envfile",
            ],
            MediaTypesOf(manifest));
        Assert.AreSequenceEqual(
            ["compose.yaml", "compose.production.yaml", ""],
            manifest.Layers.Select(layer => layer.Annotations.GetValueOrDefault(FileKey, "")));
        Assert.AreSequenceEqual(
            ["", "", "web.env"],
            manifest.Layers.Select(layer => layer.Annotations.GetValueOrDefault(EnvironmentKey, "")));
        Assert.IsTrue(manifest.Layers.All(layer => layer.Annotations["com.docker.compose.version"].StartsWith('v')));
    }

    // writeComposeFile: all into one file, each but the first behind a line of its own. writeEnvFile: by its annotation.
    [TestMethod]
    public async Task Compose_makes_one_file_of_them_and_finds_the_env_file_beside_it()
    {
        var layout = (await PublishedAsync("ContosoCompose")).Layout;
        var files = layout.Manifest.Layers
            .Where(layer => layer.Annotations.ContainsKey(FileKey))
            .Select(layer => Encoding.UTF8.GetString(layout.Read(layer)));
        Assert.AreEqual(
            "services:\n  web:\n    image: contoso.example/web:1\n    env_file: web.env\n"
                + "\n---\nservices:\n  web:\n    restart: always\n",
            string.Join("\n---\n", files));
        var environment = layout.Manifest.Layers.Single(layer => layer.Annotations.ContainsKey(EnvironmentKey));
        Assert.AreEqual("COLOUR=blue\n", Encoding.UTF8.GetString(layout.Read(environment)));
    }

    [TestMethod]
    public async Task In_the_form_of_1_0_the_config_has_the_type_that_Compose_gives_it_there()
    {
        var sample = await CopyOfAsync("ContosoCompose");
        await sample.PublishAsync("-p:OciArtifactImageSpec=1.0");
        var manifest = sample.Layout.Manifest;
        Assert.IsNull(manifest.ArtifactType);
        Assert.AreEqual("application/vnd.docker.compose.config.empty.v1+json", manifest.Config.MediaType);
        AssertJson("{}", sample.Layout.Read(manifest.Config));
    }
}

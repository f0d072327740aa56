using System.Text;
using System.Text.Json;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>
/// The default type is in the catalogue, and its definition allows everything that a project can set for a .NET app.
/// </summary>
[TestClass]
public sealed class DotnetAppTypeTests
{
    [TestMethod]
    [DataRow("dotnet-app")]
    [DataRow("application/vnd.ociartifacts.dotnet-app.v1")]
    public void Its_alias_and_its_media_type_are_the_default(string type)
    {
        using var project = new PackFixture();
        project.Pack();
        var digest = project.Task.Digest;
        project.Task.ArtifactType = type;
        project.Pack();
        Assert.AreEqual(digest, project.Task.Digest);
    }

    [TestMethod]
    [DataRow("gzip", "tar+gzip")]
    [DataRow("none", "tar")]
    public void Every_layer_of_it_has_a_media_type_for_each_compression(string compression, string ending)
    {
        using var project = new PackFixture();
        project.Write("publish/App.pdb", "symbols");
        project.Write("publish/App.staticwebassets.endpoints.json", "{}");
        project.Task.Compression = compression;
        CollectionAssert.AreEqual(
            (string[])["symbols", "app", "generated"],
            Layers(project.Pack()).Select(layer => layer.Type.Split('.')[^4]).ToArray());
        Assert.IsTrue(Layers(project.Pack()).All(layer => layer.Type.EndsWith($".layer.v1.{ending}", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_project_may_add_files_folders_and_layers()
    {
        using var project = new PackFixture();
        project.Write("notes.md", "notes");
        project.Write("manual/page.md", "page");
        project.Task.Files =
        [
            Item("notes.md", ("MediaType", "text/markdown")), Item("manual"), Item("manual", ("Layer", "extra")),
            Item("manual", ("Layer", "app")),
        ];
        CollectionAssert.AreEqual(
            (string[])
            [
                "application/vnd.ociartifacts.dotnet-app.app.layer.v1.tar+gzip app.app.tar.gz",
                "application/vnd.ociartifacts.dotnet-app.extra.layer.v1.tar+gzip app.extra.tar.gz",
                "text/markdown notes.md",
                "application/vnd.oci.image.layer.v1.tar+gzip manual",
            ],
            Layers(project.Pack()).Select(layer => $"{layer.Type} {layer.Title}").ToArray());
    }

    [TestMethod]
    public void A_folder_in_a_layer_of_it_keeps_its_name()
    {
        using var project = new PackFixture();
        project.Write("manual/page.md", "page");
        project.Task.Compression = "none";
        project.Task.Files = [Item("manual", ("Layer", "app"))];
        project.Pack();
        var layer = File.ReadAllText(Directory.GetFiles(project["obj/ociartifacts/layers"]).Single());
        StringAssert.Contains(layer, "manual/page.md");
    }

    [TestMethod]
    public void A_config_file_adds_to_what_is_said_of_the_app()
    {
        using var project = new PackFixture();
        project.Write("more.json", """{"com.contoso.team":"widgets","targetFramework":"none"}""");
        project.Task.ConfigFile = project["more.json"];
        project.Pack();
        Assert.AreEqual(
            """{"com.contoso.team":"widgets","targetFramework":"net10.0","selfContained":false,"layers":[{"name":"app"}]}""",
            Encoding.UTF8.GetString(project.ConfigBytes));
    }

    // Packing does not run this check, because it takes too long.
    [TestMethod]
    public async Task The_config_that_is_made_of_an_app_fits_its_schema()
    {
        using var project = new PackFixture();
        project.Task.RuntimeIdentifier = "linux-x64";
        project.Task.SelfContained = true;
        project.Task.EntryPoint = "App";
        project.Write("publish/Other.dll", "other");
        project.Task.PublishedFiles =
        [
            Item(
                project["publish/Other.dll"],
                ("RelativePath", "Other.dll"),
                ("NuGetPackageId", "Other"),
                ("NuGetPackageVersion", "1.0.0")),
        ];
        project.Pack();
        Assert.Contains("\"id\":\"Other\"", Encoding.UTF8.GetString(project.ConfigBytes));
        var artifact = project.Artifact;
        Assert.IsEmpty(
            await new ArtifactCheck(ArtifactTypeCatalog.BuiltIn).RunAsync(
                artifact.Manifests[0].Manifest, artifact, CancellationToken.None));
    }

    [TestMethod]
    [DataRow("""{"layers":5}""", false)]
    [DataRow("""{"runtimeIdentifier":5}""", true)]
    public void What_a_project_adds_to_it_is_checked(string more, bool isWrong)
    {
        using var project = new PackFixture();
        project.Write("more.json", more);
        project.Task.ConfigFile = project["more.json"];
        if (isWrong) Assert.StartsWith("OCIA5003", project.Fail());
        else project.Pack();
    }

    [TestMethod]
    public void The_type_of_an_app_without_publish_output_is_an_error()
    {
        using var project = new PackFixture();
        project.Task.PublishDirectory = "";
        project.Task.ArtifactType = "dotnet-app";
        Assert.IsFalse(project.Task.Execute());
        Assert.IsTrue(project.Engine.Errors.All(error => error.Code == "OCIA5003"));
    }

    private static IReadOnlyList<(string Type, string Title)> Layers(JsonElement manifest) =>
    [
        .. manifest.GetProperty("layers").EnumerateArray().Select(layer => (
            layer.GetProperty("mediaType").GetString()!,
            layer.GetProperty("annotations").GetProperty("org.opencontainers.image.title").GetString()!)),
    ];
}

using System.Text.Json;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>A type that is always an index has one manifest for the files of each platform.</summary>
[TestClass]
public sealed class PlatformTests
{
    private const string Definition =
        """
        {
          "alias": "tool", "title": "Tool", "description": "A tool for each platform.", "artifactType": "application/vnd.example.tool.v1",
          "index": { "artifactType": "application/vnd.example.tools.v1", "isRequired": true, "platform": "tool-{os}-{architecture}" }
        }
        """;

    [TestMethod]
    public void The_entries_are_in_the_order_of_their_platforms_and_the_project_s_annotations_are_on_all()
    {
        using var project = Tools("tool-linux-arm64", "tool-linux-amd64", "tool-darwin-arm64");
        project.Task.Annotations = [Item("a", ("Value", "1")), Item("b", ("Value", "2"), ("Scope", "Index"))];
        var index = project.Pack();
        Assert.AreEqual("application/vnd.example.tools.v1", index.GetProperty("artifactType").GetString());
        Assert.AreSequenceEqual(
            ["darwin/arm64", "linux/amd64", "linux/arm64"], index.GetProperty("manifests").EnumerateArray().Select(PlatformOf));
        Assert.AreEqual("1", index.GetProperty("annotations").GetProperty("a").GetString());
        Assert.AreEqual("2", index.GetProperty("annotations").GetProperty("b").GetString());
        foreach (var manifest in project.Record.Manifests)
        {
            var annotations = JsonDocument.Parse(manifest.Bytes).RootElement.GetProperty("annotations");
            Assert.AreEqual("1", annotations.GetProperty("a").GetString());
            Assert.IsFalse(annotations.TryGetProperty("b", out _));
        }
    }

    [TestMethod]
    public void What_the_item_says_is_before_what_its_name_says()
    {
        using var project = Tools("tool-linux-arm");
        project.Task.Files[0].SetMetadata("Platform", "linux/arm/v7");
        var platform = project.Pack().GetProperty("manifests")[0].GetProperty("platform");
        Assert.AreEqual("""{"architecture":"arm","os":"linux","variant":"v7"}""", platform.GetRawText());
    }

    [TestMethod]
    [DataRow("linux")]
    [DataRow("/amd64")]
    [DataRow("linux/")]
    [DataRow("linux/arm/")]
    [DataRow("linux/arm/v7/more")]
    public void What_is_no_platform_is_refused(string platform)
    {
        using var project = Tools("tool");
        project.Task.Files[0].SetMetadata("Platform", platform);
        var error = project.Fail();
        Assert.StartsWith("OCIA2006", error);
        Assert.Contains($"'{platform}'", error);
    }

    [TestMethod]
    public void A_file_without_a_platform_in_its_name_is_refused()
    {
        using var project = Tools("tool-linux-amd64", "README.md");
        var error = project.Fail();
        Assert.StartsWith("OCIA2006", error);
        Assert.Contains("'README.md'", error);
        Assert.Contains("tool-{os}-{architecture}", error);
    }

    [TestMethod]
    public void Without_files_there_is_nothing_to_join()
    {
        using var project = Tools();
        Assert.StartsWith("OCIA2004", project.Fail());
    }

    [TestMethod]
    public void Files_with_a_platform_make_an_index_of_a_type_without_a_definition()
    {
        using var project = Tools();
        foreach (var file in (string[])["linux", "mac", "README.md"]) project.Write(file, file);
        project.Task.ArtifactType = "application/vnd.example.other.v1";
        project.Task.PublishDirectory = "";
        project.Task.Files =
        [
            Item("linux", ("Platform", "linux/amd64")), Item("mac", ("Platform", "darwin/arm64")), Item("README.md"),
        ];
        var index = project.Pack();
        Assert.AreEqual("application/vnd.example.other.v1", index.GetProperty("artifactType").GetString());
        Assert.AreSequenceEqual(["darwin/arm64", "linux/amd64"], index.GetProperty("manifests").EnumerateArray().Select(PlatformOf));
        Assert.AreSequenceEqual(
            ["mac README.md", "linux README.md"],
            project.Record.Manifests.Select(manifest => string.Join(' ', manifest.Layers.Select(layer => layer.Name))));
    }

    [TestMethod]
    public void Publish_output_of_a_runtime_gets_the_files_of_its_platform_alone()
    {
        using var project = new PackFixture();
        foreach (var file in (string[])["linux", "mac", "README.md"]) project.Write(file, file);
        project.Task.RuntimeIdentifier = "linux-x64";
        project.Task.Files =
        [
            Item("linux", ("Platform", "linux/amd64")), Item("mac", ("Platform", "darwin/arm64")), Item("README.md"),
        ];
        project.Pack();
        Assert.AreSequenceEqual(["app", "linux", "README.md"], project.Record.Manifests.Single().Layers.Select(layer => layer.Name));
    }

    private static string PlatformOf(JsonElement entry)
    {
        var platform = entry.GetProperty("platform");
        return $"{platform.GetProperty("os").GetString()}/{platform.GetProperty("architecture").GetString()}";
    }

    private static PackFixture Tools(params string[] files)
    {
        var project = new PackFixture();
        project.Write("tool.json", Definition);
        foreach (var file in files) project.Write(file, file);
        project.Task.TypeDefinitions = [Item("tool.json")];
        project.Task.ArtifactType = "tool";
        project.Task.IncludesPublishOutputByDefault = true;
        project.Task.Files = [.. files.Select(file => Item(file))];
        return project;
    }
}

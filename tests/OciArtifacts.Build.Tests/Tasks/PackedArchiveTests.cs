using System.Text.Json;
using static OciArtifacts.Build.Tests.ProjectItems;
using static OciArtifacts.TestKit.Archives;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>Archives that hold their own metadata: a packed chart, a NuGet package.</summary>
[TestClass]
public sealed class PackedArchiveTests
{
    private const string Chart =
        "apiVersion: v2\nname: widget\nversion: 1.2.3+build.5\nappVersion: 1.16\nhome: https://contoso.example\nannotations: { "
        + "com.contoso.tier: 1 }\n";

    [TestMethod]
    public void A_chart_needs_nothing_beside_it()
    {
        using var project = OfChart(Chart);
        var manifest = project.Pack();
        AssertJson(
            """{"apiVersion":"v2","name":"widget","version":"1.2.3+build.5","appVersion":"1.16","home":"""
                + "\"https://contoso.example\",\"annotations\":{\"com.contoso.tier\":\"1\"}}",
            project.ConfigBytes);
        var annotations = manifest.GetProperty("annotations");
        Assert.AreEqual(
            ("widget", "1.2.3+build.5", "https://contoso.example", "1"),
            (annotations.GetProperty("org.opencontainers.image.title").GetString(),
                annotations.GetProperty("org.opencontainers.image.version").GetString(),
                annotations.GetProperty("org.opencontainers.image.url").GetString(),
                annotations.GetProperty("com.contoso.tier").GetString()));
        var layer = manifest.GetProperty("layers").EnumerateArray().Single();
        Assert.AreEqual(
            "widget-1.2.3+build.5.tgz", layer.GetProperty("annotations").GetProperty("org.opencontainers.image.title").GetString());
        Assert.AreEqual(("widget", "1.2.3_build.5"), Place(project));
    }

    [TestMethod]
    public void An_archive_of_a_type_of_ones_own_that_does_not_say_what_it_is_leaves_that_to_the_file_beside_it()
    {
        using var project = OfChart(Chart);
        project.Write(
            "own.type.json",
            """
            {
              "alias": "own", "title": "Own", "description": "A type.",
              "config": { "mediaTypes": ["application/vnd.contoso.own.config.v1+json"], "content": "{metadata}" },
              "metadata": "own.json",
              "layers": [
                {
                  "name": "data", "mediaTypes": ["application/vnd.contoso.own.layer.v1.tar+gzip"], "format": "tar+gzip",
                  "files": ["*.tgz"]
                }
              ],
              "tags": { "version": "{metadata.version}" }
            }
            """);
        project.Write("own.json", """{"version":"3.0.0"}""");
        (project.Task.ArtifactType, project.Task.TypeDefinitions, project.Task.ConfigFile) =
            ("own", [Item("own.type.json")], project["own.json"]);
        project.Pack();
        AssertJson("""{"version":"3.0.0"}""", project.ConfigBytes);
    }

    [TestMethod]
    public void What_is_in_the_archive_counts_more_than_a_file_beside_it_which_is_said()
    {
        using var project = OfChart(Chart);
        project.Write("Chart.yaml", Chart);
        project.Task.ConfigFile = project["Chart.yaml"];
        project.Pack();
        Assert.IsEmpty(project.Engine.Warnings);
        project.Write("Chart.yaml", Chart.Replace("1.2.3", "2.0.0", StringComparison.Ordinal));
        project.Pack();
        Assert.AreEqual(("widget", "1.2.3_build.5"), Place(project));
        var warning = project.Engine.Warnings.Single();
        Assert.AreEqual("OCIA2012", warning.Code);
        Assert.AreEqual(
            $"The config file '{project["Chart.yaml"]}' says something else than the Chart.yaml in '{project["widget.tgz"]}', which "
                + "counts. Do not name a config file. The config file is set in OciArtifactConfigFile.",
            warning.Message);
    }

    [TestMethod]
    public void Another_archive_of_the_same_name_is_another_artifact_and_the_same_one_is_not_packed_again()
    {
        using var project = OfChart(Chart);
        var first = project.Pack().GetRawText();
        project.Pack();
        Assert.Contains(message => message.Contains("is up to date", StringComparison.Ordinal), project.Engine.Messages);
        project.Write("widget.tgz", TarGzipOf(("widget/Chart.yaml", Chart.Replace("1.2.3", "1.2.4", StringComparison.Ordinal))));
        Assert.AreNotEqual(first, project.Pack().GetRawText());
        Assert.AreEqual("1.2.4_build.5", Place(project).Tag);
    }

    [TestMethod]
    [DataRow(
        "widget/values.yaml",
        "a: 1",
        "OCIA2012: Helm chart says what it is in Chart.yaml, and '{0}' has none in the folder at its top. Build it again, or give "
            + "the layer another file.")]
    [DataRow("Chart.yaml", Chart, "OCIA2012: Helm chart says what it is in Chart.yaml, and '{0}' has none in the folder at its top.")]
    [DataRow(
        "widget/Chart.yaml",
        "- a",
        "OCIA2012: 'widget/Chart.yaml' in '{0}' says what the artifact is, but cannot be understood: It is no mapping.")]
    [DataRow(
        "../Chart.yaml",
        Chart,
        "OCIA5002: '{0}' is no archive that can be read: It has a file '../Chart.yaml', which leads out of the folder that it is "
            + "unpacked into.")]
    [DataRow(
        "widget/Chart.yaml", Chart + "dependencies: [{ name: redis }]",
        "OCIA5001: The chart has dependencies that are not in its folder charts: redis.")]
    public void A_chart_that_Helm_would_not_load_is_an_error(string path, string text, string error)
    {
        using var project = OfChart(Chart);
        project.Write("widget.tgz", TarGzipOf((path, text)));
        StringAssert.StartsWith(project.Fail(), error.Replace("{0}", project["widget.tgz"], StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("9.9.9", "OCIA5008: The tag '9.9.9' is a version, but that of the Helm chart is '1.2.3+build.5' (Chart.yaml)")]
    [DataRow(
        "stable", "OCIA5008: Helm chart is looked for by its version '1.2.3+build.5' (Chart.yaml), and no tag is 1.2.3_build.5: stable.")]
    public void A_chart_has_no_other_version_by_its_tags(string tag, string error)
    {
        using var project = OfChart(Chart);
        project.Task.Tags = [tag];
        StringAssert.StartsWith(project.Fail(), error);
    }

    [TestMethod]
    public void A_file_that_goes_into_the_archive_of_the_type_is_no_layer_of_its_own()
    {
        using var project = OfChart(Chart);
        project.Task.Files = [Item("widget.tgz", ("Layer", "chart"))];
        StringAssert.StartsWith(
            project.Fail(),
            "OCIA2012: Helm chart says what it is in Chart.yaml, and no file of the artifact has it. Add an archive *.tgz that has "
                + "it, the folder with Chart.yaml, or name it as the config file.");
    }

    [TestMethod]
    public void Without_the_archive_the_layer_says_what_is_missing()
    {
        using var project = Of("helm-chart");
        StringAssert.StartsWith(project.Fail(), "OCIA2012: Helm chart says what it is in Chart.yaml, and no file of the artifact has it.");
    }

    [TestMethod]
    public void A_package_says_its_id_and_its_version_whatever_the_project_is_called()
    {
        using var project = OfPackage("Contoso.Package", "1.2");
        var manifest = project.Pack();
        AssertJson(
            """{"id":"Contoso.Package","version":"1.2.0","authors":"Ada","description":"What turns.","license":"MIT"}""",
            project.ConfigBytes);
        Assert.AreEqual("1.2.0", Place(project).Tag);
        Assert.AreEqual(
            """{"org.opencontainers.image.authors":"Ada","org.opencontainers.image.description":"What turns.","""
                + "\"org.opencontainers.image.licenses\":\"MIT\",\"org.opencontainers.image.title\":\"Contoso.Package\","
                + "\"org.opencontainers.image.version\":\"1.2.0\"}",
            manifest.GetProperty("annotations").GetRawText());
    }

    [TestMethod]
    [DataRow("Contoso.Package")]
    [DataRow("contoso.PACKAGE")]
    [DataRow("App", DisplayName = "the default, the name of the project")]
    [DataRow("")]
    public void The_id_of_the_project_is_that_of_the_package_or_its_default(string packageId)
    {
        using var project = OfPackage("Contoso.Package", "1.2.3");
        project.Task.PackageId = packageId;
        project.Pack();
    }

    [TestMethod]
    public void Another_id_of_the_project_is_an_error_that_names_both()
    {
        using var project = OfPackage("Contoso.Package", "1.2.3");
        project.Task.PackageId = "Contoso.Other";
        Assert.AreEqual(
            $"OCIA2012: PackageId is 'Contoso.Other', and '{project["Contoso.Package.nupkg"]}' is the package 'Contoso.Package'. "
                + "Give the artifact the package of that name, or take the package id out.",
            project.Fail());
    }

    [TestMethod]
    public void Another_version_in_the_tags_is_an_error_that_names_both()
    {
        using var project = OfPackage("Contoso.Package", "1.2.3");
        project.Task.Tags = ["2.0.0"];
        StringAssert.StartsWith(
            project.Fail(), "OCIA5008: The tag '2.0.0' is a version, but that of the NuGet package is '1.2.3' (*.nuspec)");
    }

    [TestMethod]
    public void The_symbols_beside_it_say_nothing_whatever_their_place()
    {
        using var project = OfPackage("Contoso.Package", "1.2.3");
        project.Write("Contoso.Package.snupkg", ZipOf(("Contoso.Package.nuspec", Nuspec("Contoso.Package", "9.9.9"))));
        project.Task.Files = [Item("Contoso.Package.snupkg"), .. project.Task.Files];
        project.Pack();
        Assert.AreEqual("1.2.3", Place(project).Tag);
    }

    [TestMethod]
    [DataRow("lib/Contoso.nuspec", "has none at its top")]
    [DataRow("[Content_Types].xml", "has none at its top")]
    public void A_zip_that_is_no_package_is_an_error(string path, string error)
    {
        using var project = OfPackage("Contoso.Package", "1.2.3");
        project.Write("Contoso.Package.nupkg", ZipOf((path, Nuspec("Contoso", "1.0.0"))));
        StringAssert.StartsWith(
            project.Fail(), $"OCIA2012: NuGet package says what it is in *.nuspec, and '{project["Contoso.Package.nupkg"]}' {error}.");
    }

    [TestMethod]
    public void Two_packages_are_too_many()
    {
        using var project = OfPackage("Contoso.Package", "1.2.3");
        project.Write("Other.nupkg", ZipOf(("Other.nuspec", Nuspec("Other", "1.0.0"))));
        project.Task.Files = [.. project.Task.Files, Item("Other.nupkg")];
        StringAssert.StartsWith(
            project.Fail(),
            "OCIA5001: Of the layer 'nupkg' (application/vnd.ociartifacts.nuget-package.nupkg.layer.v1.zip) NuGet package has at "
                + "most 1, but this artifact has 2.");
    }

    [TestMethod]
    [DataRow("./install.sh", true)]
    [DataRow("install.sh", true)]
    [DataRow("bin/install.sh", false)]
    public void A_feature_that_is_packed_says_what_it_is_and_has_what_its_reader_wants(string script, bool fits)
    {
        using var project = Of("devcontainer-feature");
        project.Write(
            "hello.tgz",
            TarOf(
                ("./devcontainer-feature.json", """{ "id": "hello", "version": "1.2.3", "name": "Hello" }"""u8.ToArray()),
                (script, "true"u8.ToArray())));
        project.Task.Files = [Item("hello.tgz", ("MediaType", "application/vnd.devcontainers.layer.v1+tar"))];
        project.Task.TagCascade = "false";
        if (!fits)
        {
            StringAssert.StartsWith(
                project.Fail(),
                $"OCIA5001: Dev Container Feature has to have install.sh in its layer 'feature', and '{project["hello.tgz"]}' has "
                    + "none: it has bin/install.sh.");
            return;
        }

        project.Pack();
        Assert.AreEqual(("hello", "1.2.3"), Place(project));
    }

    [TestMethod]
    public void An_archive_of_a_platform_is_looked_into_too()
    {
        using var project = Of("tools");
        project.Write("tools.json", """
            {
              "alias": "tools", "title": "Tools", "description": "Tools of Contoso.", "artifactType": "application/vnd.contoso.tools.v1",
              "layers": [
                {
                  "name": "tool", "mediaTypes": ["application/vnd.contoso.tool.layer.v1.zip"], "format": "zip", "files": ["*.zip"],
                  "requiredEntries": ["tool"]
                }
              ],
              "index": { "isRequired": true, "platform": "*_{os}_{architecture}.zip" }
            }
            """);
        project.Task.TypeDefinitions = [Item("tools.json")];
        project.Write("tool_linux_amd64.zip", ZipOf(("tool", "")));
        project.Write("tool_windows_amd64.zip", ZipOf(("tool.exe", "")));
        project.Task.Files = [Item("tool_linux_amd64.zip"), Item("tool_windows_amd64.zip")];
        Assert.AreEqual(
            $"OCIA5001: Tools has to have tool in its layer 'tool', and '{project["tool_windows_amd64.zip"]}' has none: it has "
                + "tool.exe. Add the file.",
            project.Fail());
    }

    private static PackFixture OfChart(string chart)
    {
        var project = Of("helm-chart");
        project.Write("widget.tgz", TarGzipOf(("widget/templates/a.yaml", "a: 1"), ("widget/Chart.yaml", chart)));
        project.Task.Files = [Item("widget.tgz")];
        return project;
    }

    private static PackFixture OfPackage(string id, string version)
    {
        var project = Of("nuget-package");
        project.Write(
            $"{id}.nupkg",
            ZipOf(("[Content_Types].xml", "<Types />"), ($"{id}.nuspec", Nuspec(id, version)), ("lib/net10.0/a.nuspec", "another")));
        project.Task.Files = [Item($"{id}.nupkg")];
        return project;
    }

    private static string Nuspec(string id, string version) =>
        $"<package><metadata><id>{id}</id><version>{version}</version><authors>Ada</authors><description>What "
            + "turns.</description><license type=\"expression\">MIT</license></metadata></package>";

    private static PackFixture Of(string type)
    {
        var project = new PackFixture();
        project.Task.ArtifactType = type;
        project.Task.PublishDirectory = "";
        project.Task.IncludesPublishOutputByDefault = true;
        return project;
    }

    private static (string? Repository, string? Tag) Place(PackFixture project)
    {
        var artifact = project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];
        return (artifact.GetProperty("repository").GetString(), artifact.GetProperty("tags").EnumerateArray().Single().GetString());
    }

    private static void AssertJson(string wanted, byte[] actual)
    {
        using var one = JsonDocument.Parse(wanted);
        using var other = JsonDocument.Parse(actual);
        Assert.IsTrue(JsonElement.DeepEquals(one.RootElement, other.RootElement), other.RootElement.ToString());
    }
}

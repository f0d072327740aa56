using OciArtifacts.Build.Tests.Tasks;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Clients;

/// <summary>Files of a folder that no artifact contains, whatever its type is.</summary>
[TestClass]
public sealed class FolderTests
{
    private const string Own = "application/vnd.contoso.rules.v1";

    private static readonly string[] Input =
    [
        "a.txt", ".git/config", ".gitignore", "sub/.git", "sub/.gitmodules", ".hg/x", ".svn/y", "CVS/z", "tool/tool.csproj",
        "tool/bin/Debug/tool.dll", "tool/obj/project.assets.json", "bin/run.sh", "obj/model.obj", "binary/x",
        "tool/src/bin",
    ];

    [TestMethod]
    [DataRow(Own, "rules/")]
    [DataRow("opentofu-module", "")]
    public void Version_control_and_build_output_stay_out_and_that_is_said_once(string type, string root)
    {
        using var published = Published.Of(type, project => Arrange(project));
        var files = type == Own ? [.. published.Layers.Single().Files().Keys] : ZipEntries(published.Layers.Single().Bytes);
        Assert.AreSequenceEqual(
            new[] { "a.txt", "bin/run.sh", "binary/x", "obj/model.obj", "tool/src/bin", "tool/tool.csproj" }.Select(file => root + file),
            files.Order(StringComparer.Ordinal));
        Assert.Contains(
            "Left out, because they belong to version control or to a build: rules/.git, rules/.hg, rules/.svn, rules/CVS, "
                + "rules/sub/.git and 2 more.",
            published.Said);
    }

    [TestMethod]
    public void They_can_be_asked_for()
    {
        using var published = Published.Of(Own, project => Arrange(project, ("DefaultExcludes", "false")));
        Assert.AreSequenceEqual(
            Input.Select(file => $"rules/{file}").Order(StringComparer.Ordinal),
            published.Layers.Single().Files().Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Left out", published.Said);
    }

    [TestMethod]
    public void To_ask_for_them_later_is_a_change()
    {
        using var project = new PackFixture();
        (project.Task.ArtifactType, project.Task.PublishDirectory) = (Own, "");
        Arrange(project);
        project.Pack();
        Arrange(project, ("DefaultExcludes", "false"));
        project.Engine.Messages.Clear();
        project.Pack();
        Assert.DoesNotContain("is up to date", project.Engine.All);
    }

    [TestMethod]
    public void What_they_are_is_a_setting_of_two_values() => StringAssert.StartsWith(
        Published.FailureOf(Own, project => Arrange(project, ("DefaultExcludes", "perhaps"))),
        "OCIA2006: DefaultExcludes of the OciArtifactFile 'rules' is 'perhaps'");

    [TestMethod]
    public void Publish_output_has_all_that_is_published()
    {
        using var published = Published.Of(Own, project =>
        {
            project.Write("publish/.git/config", "mine");
            project.Write("publish/wwwroot/.gitignore", "mine");
            project.Task.PublishDirectory = project["publish"];
        });
        Assert.AreSequenceEqual(
            [".git/config", "App.dll", "wwwroot/.gitignore"], published.Layers.Single().Files().Keys.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void A_change_of_version_control_changes_nothing()
    {
        using var project = new PackFixture();
        (project.Task.ArtifactType, project.Task.PublishDirectory) = (Own, "");
        Arrange(project);
        project.Pack();
        project.Write("rules/.git/HEAD", "new");
        project.Engine.Messages.Clear();
        project.Pack();
        Assert.Contains("is up to date", project.Engine.All);
    }

    [TestMethod]
    [DataRow("true", "", "OCIA5001: The OciArtifactLayer 'data' is required, and no file is in it.")]
    [DataRow("perhaps", "", "OCIA2006: Required of 'data' is 'perhaps'")]
    [DataRow("true", "wwwroot/**", "OCIA5001: The OciArtifactLayer 'data' is required, and no file is in it.")]
    public void A_project_can_demand_a_layer(string required, string files, string said) => StringAssert.StartsWith(
        Published.FailureOf(Own, project =>
        {
            project.Write("empty/.git/x", "x");
            project.Task.Files = [Item("empty", ("Layer", "data"))];
            project.Task.Layers = [Item("data", ("Required", required), ("Files", files))];
        }),
        said);

    [TestMethod]
    public void A_demanded_layer_may_have_several_parts_or_be_a_file()
    {
        using var parts = Published.Of(Own, project =>
        {
            project.Write("a.txt", "a");
            project.Task.Files = [Item("a.txt", ("Layer", "resources.de"))];
            project.Task.Layers = [Item("resources", ("Required", "true"))];
        });
        using var file = Published.Of("conftest-policy", project =>
        {
            project.Write("a.rego", "package a");
            project.Write("x.json", "[1, 2]");
            project.Task.Files = [Item("a.rego"), Item("x.json", ("Layer", "data"))];
            project.Task.Layers = [Item("data", ("Required", "true"))];
        });
    }

    [TestMethod]
    public void A_project_can_demand_an_annotation()
    {
        static void Arrange(PackFixture project) => (project.Task.Files, project.Task.Annotations) =
            ([Item("publish/App.dll")], [Item("com.contoso.owner", ("Required", "true"))]);
        StringAssert.StartsWith(
            Published.FailureOf(Own, Arrange), "OCIA5004: The OciArtifactAnnotation 'com.contoso.owner' is required, and has no value.");
        using var published = Published.Of(Own, project =>
        {
            Arrange(project);
            project.Task.Annotations = [.. project.Task.Annotations, Item("com.contoso.owner", ("Value", "me"))];
        });
        Assert.AreEqual("me", published.Annotations["com.contoso.owner"]);
    }

    [TestMethod]
    [DataRow(
        "modelpack",
        "OCIA5001: ModelPack model (application/vnd.cncf.model.manifest.v1+json) is made of files, and this artifact has none: a "
            + "pattern fits nothing, or a folder is empty.")]
    [DataRow(
        "conftest-policy",
        "OCIA5001: Of the layer 'policy' (application/vnd.cncf.openpolicyagent.policy.layer.v1+rego) Conftest policies has at least "
            + "1, but this artifact has 0.")]
    public void A_pattern_that_fits_nothing_is_an_error(string type, string said) =>
        StringAssert.StartsWith(Published.FailureOf(type, _ => { }), said);

    [TestMethod]
    public void So_is_a_file_without_a_byte() => StringAssert.StartsWith(
        Published.FailureOf("conftest-policy", project =>
        {
            project.Write("a.rego", "");
            project.Task.Files = [Item("a.rego")];
        }),
        "OCIA5001: The layer 'a.rego' is empty, and Conftest policies needs it.");

    [TestMethod]
    [DataRow("application/vnd.Contoso.widget", null)]
    [DataRow(
        "widget",
        """{ "alias": "widget", "title": "Widget", "description": "What turns.", "artifactType": "application/vnd.Contoso.widget" }""")]
    public void Advice_is_shown_at_the_usual_verbosity_also_for_a_type_of_a_file(string type, string? definition)
    {
        using var project = new PackFixture();
        (project.Task.ArtifactType, project.Task.PublishDirectory, project.Task.Files) = (type, "", [Item("publish/App.dll")]);
        if (definition is not null)
        {
            project.Write("widget.type.json", definition);
            project.Task.TypeDefinitions = [Item("widget.type.json")];
        }

        project.Pack();
        Assert.Contains(
            "OCIA5009: 'application/vnd.Contoso.widget' has capital letters; media types are written in lower case.", project.Engine.Loud);
    }

    [TestMethod]
    public void A_config_type_without_a_config_is_an_error() => StringAssert.StartsWith(
        Published.FailureOf(
            Own,
            project => (project.Task.Files, project.Task.ConfigMediaType) =
                ([Item("publish/App.dll")], "application/vnd.contoso.config.v1+json")),
        "OCIA3006: The media type of the config is 'application/vnd.contoso.config.v1+json', but there is no config");

    private static void Arrange(PackFixture project, params (string Name, string Value)[] metadata)
    {
        foreach (var file in Input) project.Write($"rules/{file}", file);
        project.Task.Files = [Item("rules", metadata)];
    }

    private static List<string> ZipEntries(byte[] bytes)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }
}

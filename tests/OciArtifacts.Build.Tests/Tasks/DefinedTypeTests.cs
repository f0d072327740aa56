using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>The settings that a project can, and cannot, use for an artifact whose type a file defines.</summary>
[TestClass]
public sealed class DefinedTypeTests
{
    private const string Definition =
        """
        {
          "alias": "widget", "title": "Widget", "description": "A widget of Contoso.", "artifactType": "application/vnd.contoso.widget.v1",
          "metadata": "widget.json",
          "layers": [
            {
              "name": "drawing", "mediaTypes": ["image/svg+xml"], "min": 1, "max": 1, "format": "xml", "files": ["*.svg"],
              "annotations": { "values": { "who": "type" } }
            },
            { "name": "manual", "mediaTypes": ["application/vnd.contoso.manual.v1.tar+gzip"], "format": "tar+gzip" }
          ],
          "annotations": {
            "values": { "type.only": "type", "type.default": "type", "all": "type", "missing": "{metadata.missing}" },
            "required": ["missing"]
          }
        }
        """;

    [TestMethod]
    public void Annotations_of_the_project_win_over_those_of_the_type_and_these_over_the_defaults()
    {
        using var project = Of();
        project.Task.DefaultAnnotations =
            [Item("type.default", ("Value", "default")), Item("all", ("Value", "default")), Item("default.only", ("Value", "default"))];
        project.Task.Annotations =
        [
            Item("all", ("Value", "project")), Item("missing", ("Value", "project")), Item("who", ("Value", "project"), ("Scope", "a.svg")),
        ];
        var manifest = project.Pack();
        Assert.AreEqual(
            """{"all":"project","default.only":"default","missing":"project","type.default":"type","type.only":"type"}""",
            manifest.GetProperty("annotations").GetRawText());
        Assert.AreEqual("project", manifest.GetProperty("layers")[1].GetProperty("annotations").GetProperty("who").GetString());
    }

    [TestMethod]
    public void An_annotation_that_the_type_wants_and_has_no_value_for_is_missed()
    {
        using var project = Of();
        StringAssert.StartsWith(project.Fail(), "OCIA5004: The manifest has no annotation 'missing', which its type wants.");
    }

    [TestMethod]
    public void An_annotation_of_the_type_is_taken_away_by_an_empty_value()
    {
        using var project = Of();
        project.Task.Annotations = [Item("type.only", ("Value", "")), Item("all", ("Value", "")), Item("missing", ("Value", "there"))];
        Assert.AreEqual("""{"missing":"there","type.default":"type"}""", project.Pack().GetProperty("annotations").GetRawText());
    }

    [TestMethod]
    [DataRow(
        "notes.bin",
        "",
        "",
        "OCIA5001: The layer 'notes.bin' has the media type 'application/octet-stream', which Widget "
            + "(application/vnd.contoso.widget.v1) does not have.")]
    [DataRow("notes.bin", "", "text/plain", "OCIA5001: The layer 'notes.bin' has the media type 'text/plain', which Widget")]
    [DataRow(
        "notes.bin",
        "other",
        "",
        "OCIA5001: The layer 'app.other.tar.gz' has the media type 'application/vnd.contoso.widget.other.layer.v1.tar+gzip', which Widget")]
    [DataRow("notes.bin", "Manual", "", "OCIA5001: The layer 'app.Manual.tar.gz'")]
    [DataRow(
        "notes.bin",
        "drawing",
        "",
        "OCIA5001: Of the layer 'drawing' (image/svg+xml) Widget has at most 1, but this artifact has 2. Take files out.")]
    public void A_file_that_has_no_place_in_the_type_is_an_error_that_says_where_it_went(
        string file, string layer, string mediaType, string error)
    {
        using var project = Of();
        project.Write("notes.bin", "<notes/>");
        project.Task.Annotations = [Item("missing", ("Value", "there"))];
        project.Task.Files = [.. project.Task.Files, Item(file, ("Layer", layer), ("MediaType", mediaType))];
        StringAssert.StartsWith(project.Fail(), error);
        Assert.IsFalse(File.Exists(project["obj/ociartifacts/manifest.json"]));
    }

    [TestMethod]
    [DataRow("", 1)]
    [DataRow("OCIA5005", 0)]
    [DataRow("CS1591, ocia5005", 0)]
    [DataRow("CS1591;OCIA5005", 0)]
    [DataRow("OCIA500", 1)]
    public void A_warning_about_an_annotation_can_be_hidden(string noWarn, int warnings)
    {
        using var project = Of();
        project.Task.Annotations = [Item("missing", ("Value", "there")), Item("org.opencontainers.image.url", ("Value", "nowhere"))];
        project.Task.NoWarn = [noWarn];
        project.Pack();
        Assert.HasCount(warnings, project.Engine.Warnings.Where(warning => warning.Code == "OCIA5005"));
    }

    [TestMethod]
    public void Advice_is_a_message_that_can_be_taken_away()
    {
        using var project = new PackFixture();
        project.Task.ArtifactType = "application/vnd.contoso.Widget.v1";
        project.Pack();
        Assert.IsTrue(
            project.Engine.Messages.Any(message => message.Contains("has capital letters", StringComparison.Ordinal)), project.Engine.All);
        project.Engine.Messages.Clear();
        project.Task.NoWarn = ["OCIA5009"];
        project.Pack();
        Assert.IsFalse(
            project.Engine.Messages.Any(message => message.Contains("has capital letters", StringComparison.Ordinal)), project.Engine.All);
    }

    [TestMethod]
    public void An_error_is_not_taken_away()
    {
        using var project = Of();
        project.Task.NoWarn = ["OCIA5004"];
        StringAssert.StartsWith(project.Fail(), "OCIA5004");
    }

    private static PackFixture Of()
    {
        var project = new PackFixture();
        project.Write("widget.type.json", Definition);
        project.Write("manual/widget.json", """{"name":"widget"}""");
        project.Write("a.svg", "<svg/>");
        project.Task.TypeDefinitions = [Item("widget.type.json")];
        project.Task.ArtifactType = "widget";
        project.Task.IncludesPublishOutputByDefault = true;
        project.Task.Files = [Item("a.svg"), Item("manual")];
        return project;
    }
}

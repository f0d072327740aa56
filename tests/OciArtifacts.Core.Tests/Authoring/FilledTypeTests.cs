using System.Text;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Tests.Authoring;

/// <summary>The definition of a type, filled in with the values of one artifact.</summary>
[TestClass]
public sealed class FilledTypeTests
{
    private static readonly ArtifactTypeDefinition Type = new("Widget", "A widget of Contoso.")
    {
        ArtifactType = "application/vnd.contoso.widget.v1",
    };

    private static readonly LayerRule Texts = new("texts", ["text/plain", "text/markdown"])
    {
        Format = ContentFormat.Text,
        Files = ["*.txt", "*.md"],
    };

    private static readonly LayerRule Archive = new("archive", ["application/zip"]) { Format = ContentFormat.Zip, Files = ["*"] };

    [TestMethod]
    public void What_a_template_asks_for_and_is_not_there_is_left_open()
    {
        var type = Fill(Type with { Repository = "{metadata.name}", Tags = new TagRule { Version = "{metadata.version}" } });
        Assert.AreEqual((null, null, null), (type.Version, type.RepositoryName, type.Fill("{name}-{metadata.name}")));
        Assert.AreEqual("widget-1.2.0", type.Fill("{name}-{metadata.version|version}"));
    }

    // A project can set any version for its tags. The version in the file is a fact of the artifact.
    [TestMethod]
    [DataRow("{metadata.version|version}", null, null)]
    [DataRow("{metadata.version|version}", "2.0.0", "2.0.0")]
    [DataRow("{version}", "2.0.0", null)]
    [DataRow(null, "2.0.0", null)]
    public void The_version_that_a_file_says_is_told_from_that_of_the_project(string? template, string? version, string? own)
    {
        var values = new JsonObject { ["version"] = "1.2.0" };
        if (version is not null) values["metadata"] = new JsonObject { ["version"] = version };
        Assert.AreEqual(own, new FilledType(Type with { Tags = new TagRule { Version = template } }, values).VersionInMetadata);
    }

    [TestMethod]
    public void Annotations_of_an_object_are_beneath_those_that_are_named_and_stay_where_these_have_no_value()
    {
        var rule = new AnnotationRule
        {
            Values = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["a"] = "{name}",
                ["b"] = "{missing}",
                ["c"] = "{missing}",
                ["*"] = "{more}",
            },
        };
        var type = Fill(Type with { Annotations = rule });
        Assert.AreEqual("a=widget b=beneath d=4", Text(type.Annotations));
    }

    [TestMethod]
    [DataRow("{version}")]
    [DataRow("{missing}")]
    public void What_is_no_object_has_no_members(string all)
    {
        var rule = new AnnotationRule { Values = new Dictionary<string, string>(StringComparer.Ordinal) { ["*"] = all } };
        Assert.IsEmpty(Fill(Type with { Annotations = rule }).Annotations);
    }

    [TestMethod]
    public void A_layer_of_a_file_may_say_its_name_and_an_archive_has_none()
    {
        var rule = Texts with
        {
            Title = "{file.stem}@{version}.txt",
            Annotations = new AnnotationRule
            {
                Values = new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = "{file.path}", ["name"] = "{file.name}" },
            },
        };
        var type = Fill(Type);
        Assert.AreEqual("name=a.md path=docs/a.md", Text(type.AnnotationsOf(rule, "docs/a.md")));
        Assert.IsEmpty(type.AnnotationsOf(rule, file: null));
        Assert.AreEqual("a@1.2.0.txt", type.TitleOf(rule, "docs/a.md"));
        Assert.IsNull(type.TitleOf(Texts, "docs/a.md"));
        Assert.IsNull(type.TitleOf(rule with { Title = "{missing}" }, "docs/a.md"));
    }

    [TestMethod]
    public void Of_two_layers_whose_patterns_fit_the_first_has_the_file()
    {
        var type = Fill(Type with { Layers = [Texts, Archive] });
        Assert.AreEqual("texts", type.RuleOfFile("docs/A.TXT")?.Name);
        Assert.AreEqual("archive", type.RuleOfFile("a.bin")?.Name);
        Assert.IsNull(Fill(Type with { Layers = [Texts] }).RuleOfFile("a.bin"));
    }

    [TestMethod]
    [DataRow("TEXT/Markdown", "texts")]
    [DataRow("text/html", null)]
    public void A_layer_is_found_by_any_of_its_media_types(string mediaType, string? layer) =>
        Assert.AreEqual(layer, Fill(Type with { Layers = [Texts] }).RuleOfType(mediaType)?.Name);

    [TestMethod]
    [DataRow("texts", "texts")]
    [DataRow("archive", "archive")]
    [DataRow("resources.de", "resources")]
    [DataRow("Texts", null)]
    [DataRow("texts.de", null)]
    public void A_layer_is_found_by_its_name_or_its_class(string name, string? rule) =>
        Assert.AreEqual(rule, Fill(Type with { Layers = [Texts, Archive, new LayerRule("resources", ["a/c"])] }).RuleOfLayer(name)?.Name);

    [TestMethod]
    [DataRow(ContentFormat.Text, "archive")]
    [DataRow(ContentFormat.Any, "archive")]
    [DataRow(ContentFormat.Tar, "texts")]
    [DataRow(ContentFormat.TarGzip, "texts")]
    public void A_folder_becomes_the_first_layer_that_is_an_archive(ContentFormat first, string layer) =>
        Assert.AreEqual(layer, Fill(Type with { Layers = [Texts with { Format = first }, Archive] }).RuleOfFolder()?.Name);

    [TestMethod]
    public void A_type_without_an_archive_has_no_place_for_a_folder() => Assert.IsNull(Fill(Type with { Layers = [Texts] }).RuleOfFolder());

    [TestMethod]
    [DataRow("texts", "", false, false)]
    [DataRow("symbols", "", true, true)]
    [DataRow("texts", "*.wasm", true, false)]
    public void Publish_output_has_a_place_in_layers_of_an_app_or_by_its_names(string layer, string output, bool takes, bool asApp)
    {
        var type = Fill(Type with { Layers = [Texts with { Name = layer }], PublishOutput = output.Length > 0 ? [output] : [] });
        Assert.AreEqual((takes, asApp), (type.TakesPublishOutput, type.TakesAppLayers));
        Assert.AreEqual(output.Length > 0, type.TakesPublishedFile("app/a.wasm"));
    }

    [TestMethod]
    public void A_config_without_a_template_is_not_made() =>
        Assert.IsNull(Fill(Type with { Config = new ConfigRule(["a/b"]) }).Config("a/b", app: null));

    [TestMethod]
    public void A_blank_config_has_no_bytes() => Assert.AreEqual(0, Config(new ConfigRule(["a/b"]) { IsBlank = true }, null).Length);

    [TestMethod]
    public void A_config_has_what_is_known_and_leaves_out_what_is_not()
    {
        var content = JsonNode.Parse(
            """{"of":"{name}","no":"{missing}","app":"{app.entryPoint}","layers":"{layers.digests}","wasm":"{wasm.os}"}""");
        var rule = new ConfigRule(["a/b"]) { Content = content };
        var layer = new PackedLayer("a", Descriptor.Of("text/plain", "a"u8), "/nowhere", 1);
        Assert.AreEqual(
            $$"""{"of":"widget","app":"App.dll","layers":["{{layer.Content.Digest}}"]}""",
            Config(rule, JsonNode.Parse("""{"entryPoint":"App.dll"}"""), layer));
        Assert.AreEqual("""{"of":"widget","layers":[]}""", Config(rule, app: null));
    }

    [TestMethod]
    public void A_config_of_nothing_but_a_value_that_is_not_there_is_empty() =>
        Assert.AreEqual("{}", Config(new ConfigRule(["a/b"]) { Content = "{metadata}" }, app: null));

    private static FilledType Fill(ArtifactTypeDefinition definition) => new(
        definition,
        new JsonObject
        {
            ["name"] = "widget",
            ["version"] = "1.2.0",
            ["more"] = new JsonObject { ["a"] = "beneath", ["b"] = "beneath", ["d"] = 4 },
        });

    private static string Config(ConfigRule rule, JsonNode? app, params PackedLayer[] layers) =>
        Encoding.UTF8.GetString(Fill(Type with { Config = rule, Layers = [Texts] }).Config("a/b", app)!.Content(layers).Span);

    private static string Text(IReadOnlyDictionary<string, string> annotations) =>
        string.Join(' ', annotations.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
}

using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>An artifact has the config, layers, annotations, subject and destination that its type asks for.</summary>
[TestClass]
public sealed class TypeCheckTests
{
    private const string Type = "application/vnd.contoso.gear.v1";
    private const string Config = "application/vnd.contoso.gear.config.v1+json";
    private const string Drawing = "application/vnd.contoso.gear.drawing.layer.v1.svg";
    private const string Data = "application/vnd.contoso.gear.data.layer.v1.csv";

    private static readonly ArtifactTypeDefinition Gear = new("Gear", "A gear.")
    {
        ArtifactType = Type,
        Config = new ConfigRule([Config])
        {
            FallbackMediaType = "application/vnd.contoso.gear.old.v1+json",
            Schema = new() { ["required"] = new System.Text.Json.Nodes.JsonArray("teeth") },
        },
        Layers =
        [
            new LayerRule("drawing", [Drawing]) { Min = 1, Max = 2, Annotations = new AnnotationRule { Required = ["com.contoso.scale"] } },
            new LayerRule("data", [Data]),
        ],
        Annotations = new AnnotationRule { Required = ["com.contoso.teeth"] },
    };

    [TestMethod]
    public async Task What_is_as_its_type_says_has_nothing_to_be_found() => Assert.IsEmpty(await Whole().FindingsAsync());

    [TestMethod]
    public async Task A_config_of_another_type_is_refused()
    {
        var artifact = Of(Gear)
            .WithConfig("application/vnd.contoso.other.v1+json", """{"teeth":1}""")
            .WithLayer(Drawing, "<svg/>"u8.ToArray(), ("com.contoso.scale", "1"));
        var findings = await artifact.FindingsAsync();
        Assert.Contains(Config, findings.Single(finding => finding.Code == OciErrorCode.TypeMismatch).Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_config_that_does_not_fit_its_schema_is_refused() =>
        Assert.Contains("teeth", (await Whole("{}").OnlyAsync()).Message, StringComparison.Ordinal);

    [TestMethod]
    [DataRow(0, 0, "at least 1")]
    [DataRow(3, 0, "at most 2")]
    [DataRow(2, 5, null)]
    public async Task Of_each_layer_there_are_as_many_as_the_type_has(int drawings, int data, string? said)
    {
        var artifact = Of(Gear).WithConfig(Config, """{"teeth":1}""");
        for (var i = 0; i < drawings; i++)
        {
            artifact.WithLayer(Drawing, System.Text.Encoding.UTF8.GetBytes($"<svg{i}/>"), ("com.contoso.scale", "1"));
        }

        for (var i = 0; i < data; i++) artifact.WithLayer(Data, $"{i}");
        var findings = await artifact.FindingsAsync();
        Assert.HasCount(said is null ? 0 : 1, findings);
        if (said is null) return;
        Assert.Contains(said, findings[0].Message, StringComparison.Ordinal);
        Assert.AreEqual(drawings < 1 ? Remedy.LayerFile : Remedy.None, findings[0].Remedy);
    }

    [TestMethod]
    [DataRow(false, false, true)]
    [DataRow(true, false, false)]
    [DataRow(false, true, false)]
    public async Task A_layer_of_another_type_is_refused_but_where_the_type_or_the_project_allows_it(
        bool typeAllows, bool projectAllows, bool isRefused)
    {
        var artifact = Of(Gear with { AllowsOtherLayers = typeAllows }, projectAllows).WithConfig(Config, """{"teeth":1}""")
            .WithLayer(Drawing, "<svg/>"u8.ToArray(), ("com.contoso.scale", "1")).WithLayer(MediaType.Layer, new byte[1024]);
        Assert.AreSequenceEqual(isRefused ? [OciErrorCode.TypeMismatch] : [], await artifact.CodesAsync());
    }

    [TestMethod]
    public async Task An_annotation_that_the_type_wants_has_to_be_there()
    {
        var artifact = new Checked(Type) { Catalog = ArtifactTypeCatalog.BuiltIn.With([Gear]) };
        var findings = await artifact.WithConfig(Config, """{"teeth":1}""").WithLayer(Drawing, "<svg/>").FindingsAsync();
        Assert.AreSequenceEqual([Remedy.Annotation, Remedy.LayerAnnotation], findings.Select(finding => finding.Remedy));
        Assert.IsTrue(findings.All(finding => (finding.Code, finding.Severity) == (OciErrorCode.MissingAnnotation, FindingSeverity.Error)));
        foreach (var (finding, key) in findings.Zip(["com.contoso.teeth", "com.contoso.scale"]))
        {
            Assert.Contains(key, finding.Message, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    [DataRow(Annotations.Created, "2026-01-31T12:00:00Z", true)]
    [DataRow(Annotations.Created, "2026-01-31t12:00:60.5+01:00", true)]
    [DataRow(Annotations.Created, "2026-02-30T12:00:00Z", false)]
    [DataRow(Annotations.Created, "2026-01-31 12:00:00Z", false)]
    [DataRow(Annotations.Created, "2026-01-31T24:00:00Z", false)]
    [DataRow(Annotations.Created, "yesterday", false)]
    [DataRow(Annotations.Licenses, "MIT OR Apache-2.0", true)]
    [DataRow(Annotations.Licenses, "Contoso", false)]
    [DataRow(Annotations.Url, "https://contoso.example/gear", true)]
    [DataRow(Annotations.Url, "contoso.example", false)]
    [DataRow(Annotations.Source, "/src/gear", false)]
    [DataRow(Annotations.Documentation, "docs", false)]
    [DataRow(Annotations.Url, "", true)]
    [DataRow("com.contoso.created", "yesterday", true)]
    public async Task An_annotation_of_the_image_specification_has_a_value_of_its_kind(string key, string value, bool fits)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [key] = value };
        var findings = await new Checked(Type) { Annotations = annotations }.WithLayer(Data).FindingsAsync();
        Assert.HasCount(fits ? 0 : 1, findings);
        foreach (var finding in findings)
        {
            Assert.AreEqual((OciErrorCode.InvalidAnnotation, FindingSeverity.Warning), (finding.Code, finding.Severity));
        }
    }

    [TestMethod]
    [DataRow(SubjectRule.Required, true, true)]
    [DataRow(SubjectRule.Required, false, false)]
    [DataRow(SubjectRule.Optional, true, true)]
    [DataRow(SubjectRule.Optional, false, true)]
    [DataRow(SubjectRule.None, true, false)]
    [DataRow(SubjectRule.None, false, true)]
    public async Task It_is_attached_to_another_as_its_type_says(SubjectRule rule, bool isAttached, bool fits)
    {
        var definition = new ArtifactTypeDefinition("Gear", "A gear.") { ArtifactType = Type, Subject = rule };
        var artifact = new Checked(Type)
        {
            Catalog = ArtifactTypeCatalog.BuiltIn.With([definition]),
            Subject = isAttached ? Descriptor.Of(MediaType.Manifest, "{}"u8) : null,
        };
        var findings = await artifact.WithLayer(Data).FindingsAsync();
        Assert.AreSequenceEqual(fits ? [] : [OciErrorCode.TypeMismatch], findings.Select(finding => finding.Code));
        if (!fits) Assert.AreEqual(isAttached ? Remedy.None : Remedy.Referrer, findings[0].Remedy);
    }

    [TestMethod]
    [DataRow("gear", "gear", true)]
    [DataRow("gear", "team/gear", true)]
    [DataRow("Gear", "team/gear", true)]
    [DataRow("gear", "team/other", false)]
    [DataRow("gear", "team/mygear", false)]
    [DataRow(null, "team/other", true)]
    public void The_repository_ends_with_its_name_where_the_type_wants_that(string? name, string repository, bool fits) =>
        Assert.HasCount(fits ? 0 : 1, DestinationCheck.Check(Gear, (name, null), repository, ["latest"]).ToList());

    [TestMethod]
    [DataRow("1.2.3", true)]
    [DataRow("v1.2.3", true)]
    [DataRow("1.2.3-rc.1_build.5", true)]
    [DataRow("latest;1.2.3", true)]
    [DataRow("latest", false)]
    [DataRow("1.2", false)]
    [DataRow("", false)]
    public void One_tag_is_a_version_where_the_type_wants_that(string tags, bool fits)
    {
        var definition = Gear with { Tags = new TagRule { IsVersion = true } };
        Assert.HasCount(
            fits ? 0 : 1,
            DestinationCheck.Check(definition, (null, null), "gear", tags.Split(';', StringSplitOptions.RemoveEmptyEntries)).ToList());
    }

    private static Checked Whole(string config = """{"teeth":1}""") =>
        Of(Gear).WithConfig(Config, config).WithLayer(Drawing, "<svg/>"u8.ToArray(), ("com.contoso.scale", "1")).WithLayer(Data);

    private static Checked Of(ArtifactTypeDefinition definition, bool allowsGeneric = false) => new(Type)
    {
        Catalog = ArtifactTypeCatalog.BuiltIn.With([definition]),
        AllowsGenericLayers = allowsGeneric,
        Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["com.contoso.teeth"] = "1" },
    };
}

using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>
/// The rules of the guidance for artifact authors (opencontainers/artifacts) that a program can check, by their
/// numbers. The tests of provenance layers cover AA-12, the layers of an app. AA-13, AA-15 and AA-18 need a person.
/// </summary>
[TestClass]
public sealed class ArtifactAuthorRulesTests
{
    private const string Widget = "application/vnd.contoso.widget.v1";
    private const string Layer = "application/vnd.contoso.widget.data.layer.v1.txt";

    [TestMethod]
    public void AA_01_Each_type_is_defined_once()
    {
        var types = ArtifactTypeCatalog.BuiltIn.Definitions.Where(definition => definition is { VariantOf: null, IsImage: false })
            .Select(definition => definition.MediaType).ToList();
        Assert.IsGreaterThan(15, types.Count);
        Assert.HasCount(types.Count, types.Distinct(StringComparer.OrdinalIgnoreCase).ToList());
        var twice = new ArtifactTypeDefinition("Chart", "Another chart.") { ArtifactType = "application/vnd.cncf.HELM.config.v1+json" };
        var failure = Failure.With(OciErrorCode.InvalidTypeDefinition, () => ArtifactTypeCatalog.BuiltIn.With([twice]));
        Assert.Contains("application/vnd.cncf.HELM.config.v1+json", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(Widget, MediaType.ImageConfig)]
    [DataRow(null, MediaType.ImageConfig)]
    [DataRow(MediaType.ImageConfig, MediaType.Empty)]
    [DataRow(Widget, "application/vnd.oci.image.Config.v1+json")]
    [DataRow(Widget, "application/vnd.docker.container.image.v1+json")]
    [DataRow("application/vnd.docker.container.image.v1+json", MediaType.Empty)]
    public async Task AA_02_The_config_type_of_images_is_refused_for_what_is_no_image(string? type, string config)
    {
        var findings = await new Checked(type).WithConfig(config).WithLayer(Layer).FindingsAsync();
        Assert.AreEqual(FindingSeverity.Error, findings.Single(finding => finding.Code == OciErrorCode.ReservedType).Severity);
    }

    [TestMethod]
    public async Task AA_02_So_it_is_for_a_layer() =>
        Assert.Contains(
            OciErrorCode.ReservedType,
            await new Checked(Widget).WithConfig(MediaType.Empty).WithLayer(MediaType.ImageConfig, "{}").CodesAsync());

    [TestMethod]
    public void Each_type_of_the_catalogue_says_by_what_it_was_written()
    {
        foreach (var definition in ArtifactTypeCatalog.BuiltIn.Definitions)
        {
            Assert.IsGreaterThan(5, definition.Source?.Length ?? 0, definition.Alias);
            Assert.IsGreaterThan(1, definition.SpecificationVersion?.Length ?? 0, definition.Alias);
        }
    }

    [TestMethod]
    [DataRow("application/vnd.contoso.Widget.v1", "application/vnd.contoso.widget.config.v1+json", Layer)]
    [DataRow(Widget, "application/vnd.contoso.Widget.config.v1+json", Layer)]
    [DataRow(Widget, "application/vnd.contoso.widget.config.v1+json", "application/vnd.contoso.Widget.data.layer.v1.txt")]
    public async Task AA_03_Capital_letters_in_a_type_are_advised_against(string type, string config, string layer)
    {
        var found = await new Checked(type).WithConfig(config).WithLayer(layer).OnlyAsync();
        AssertAdvice(found);
        Assert.Contains("lower case", found.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(Widget, true)]
    [DataRow("application/vnd.contoso.widget.small.v2", true)]
    [DataRow("application/prs.ada.widget.v1", true)]
    [DataRow("application/x.widget.v1", true)]
    [DataRow("application/vnd.contoso.widget.v1.2+json", true)]
    [DataRow("application/vnd.contoso.widget", false)]
    [DataRow("application/widget.v1", false)]
    [DataRow("widget/vnd.contoso.widget.v1", false)]
    [DataRow("application/vnd.contoso.v1.widget", false)]
    public async Task AA_04_A_type_has_the_form_of_the_guidance(string type, bool fits)
    {
        var findings = await new Checked(type).WithLayer(Layer).FindingsAsync();
        Assert.HasCount(fits ? 0 : 1, findings);
        foreach (var found in findings) AssertAdvice(found);
    }

    [TestMethod]
    [DataRow("application/vnd.contoso.widget.config.v1+json", "{}", false)]
    [DataRow("application/vnd.contoso.widget.config.v1+json", """{"a":1}""", true)]
    [DataRow("application/vnd.contoso.widget.config.v1", "{}", true)]
    public async Task AA_05_A_type_without_a_config_names_no_format(string type, string config, bool fits)
    {
        var findings = await new Checked(null).WithConfig(type, config).WithLayer(Layer).FindingsAsync();
        Assert.HasCount(fits ? 0 : 1, findings);
        foreach (var found in findings) AssertAdvice(found);
    }

    [TestMethod]
    public async Task AA_05_With_an_artifactType_the_empty_config_is_none() =>
        Assert.IsEmpty(await new Checked(Widget).WithLayer(Layer).FindingsAsync());

    [TestMethod]
    [DataRow("+json", "{}", true)]
    [DataRow("+json", "[1, 2]", true)]
    [DataRow("+json", "a: 1", false)]
    [DataRow("+json", """{"a":1}}""", false)]
    [DataRow("+json", "", false)]
    [DataRow("+yaml", "a: 1", true)]
    [DataRow("+yaml", "a: [1", false)]
    [DataRow("+xml", "<a />", true)]
    [DataRow("+xml", "a", false)]
    [DataRow("", "anything", true)]
    public async Task AA_06_A_config_is_of_the_format_that_its_type_ends_with(string ending, string text, bool fits)
    {
        var artifact = new Checked(Widget).WithConfig($"application/vnd.contoso.widget.config.v1{ending}", text).WithLayer(Layer);
        var codes = await artifact.CodesAsync();
        Assert.AreSequenceEqual(fits ? [] : [OciErrorCode.ConfigMismatch], codes);
    }

    [TestMethod]
    [DataRow("application/vnd.contoso.widget.config.v1+json", true)]
    [DataRow("application/vnd.contoso.widget.config.v0.1+json", true)]
    [DataRow("application/vnd.contoso.widget.config.v2", true)]
    [DataRow("application/vnd.contoso.widget.config+json", false)]
    [DataRow("application/vnd.contoso.widget.config.version1+json", false)]
    public async Task AA_07_The_type_of_a_config_has_a_version(string config, bool fits)
    {
        var findings = await new Checked(Widget).WithConfig(config, """{"a":1}""").WithLayer(Layer).FindingsAsync();
        Assert.HasCount(fits ? 0 : 1, findings);
        foreach (var found in findings) AssertAdvice(found);
    }

    [TestMethod]
    [DataRow(Layer, true)]
    [DataRow("application/vnd.contoso.widget.layer.v1.md", true)]
    [DataRow("text/plain", true, DisplayName = "a generic type is no type of one's own")]
    [DataRow("application/vnd.oci.image.layer.v1.tar", true)]
    [DataRow("application/vnd.contoso.widget.data.v1.txt", false)]
    [DataRow("application/vnd.contoso.widget.data.layer.v1", false)]
    [DataRow("application/vnd.contoso.widget.data.layer.v1.txt+bzip2", false)]
    public async Task AA_08_The_type_of_a_layer_has_the_form_of_the_guidance(string layer, bool fits)
    {
        var bytes = layer.EndsWith("tar", StringComparison.Ordinal) ? new byte[1024] : "text"u8.ToArray();
        var findings = await new Checked(Widget).WithLayer(layer, bytes).FindingsAsync();
        Assert.HasCount(fits ? 0 : 1, findings);
        foreach (var found in findings) AssertAdvice(found);
    }

    [TestMethod]
    [DataRow("application/vnd.contoso.widget.data.layer.v1.tar+gzip")]
    [DataRow("application/vnd.contoso.widget.data.layer.v1.tar+zstd")]
    [DataRow("application/vnd.contoso.widget.data.layer.v1.tar")]
    [DataRow("application/vnd.contoso.widget.data.layer.v1.zip")]
    [DataRow("application/vnd.contoso.widget.data.layer.v1.json")]
    [DataRow("application/wasm")]
    public async Task AA_09_The_bytes_of_a_layer_are_what_its_type_says(string layer)
    {
        var found = await new Checked(Widget).WithLayer(layer, "this is text").OnlyAsync();
        Assert.AreEqual((OciErrorCode.FormatMismatch, FindingSeverity.Error), (found.Code, found.Severity));
        Assert.Contains(layer, found.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("text/plain", 1, true)]
    [DataRow("text/plain", 2, false)]
    [DataRow("application/octet-stream", 2, false)]
    [DataRow(Layer, 2, true)]
    public async Task AA_10_A_generic_type_is_for_one_layer(string layer, int count, bool fits)
    {
        var artifact = new Checked(Widget);
        for (var i = 0; i < count; i++) artifact.WithLayer(layer, $"text {i}");
        var findings = await artifact.FindingsAsync();
        Assert.HasCount(fits ? 0 : 1, findings);
        foreach (var found in findings) AssertAdvice(found);
    }

    [TestMethod]
    [DataRow("application/vnd.contoso.widget.data.layer.v1.txt", true)]
    [DataRow("application/vnd.contoso.widget.data.layer.txt", false)]
    public async Task AA_11_The_type_of_a_layer_has_a_version(string layer, bool fits)
    {
        var findings = await new Checked(Widget).WithLayer(layer).FindingsAsync();
        Assert.HasCount(fits ? 0 : 1, findings);
        foreach (var found in findings) AssertAdvice(found);
    }

    [TestMethod]
    public async Task AA_14_The_order_of_layers_changes_nothing()
    {
        var first = new Checked(null).WithConfig("application/vnd.cncf.openpolicyagent.config.v1+json")
            .WithLayer("application/vnd.cncf.openpolicyagent.policy.layer.v1+rego", "package main")
            .WithLayer("application/vnd.cncf.openpolicyagent.data.layer.v1+json", "\0");
        var second = new Checked(null).WithConfig("application/vnd.cncf.openpolicyagent.config.v1+json")
            .WithLayer("application/vnd.cncf.openpolicyagent.data.layer.v1+json", "\0")
            .WithLayer("application/vnd.cncf.openpolicyagent.policy.layer.v1+rego", "package main");
        Assert.AreEqual((await first.OnlyAsync()).Message, (await second.OnlyAsync()).Message);
    }

    [TestMethod]
    [DataRow("Widget", "What turns.", true)]
    [DataRow("123456789012345678901234567890", "What turns.", true)]
    [DataRow("1234567890123456789012345678901", "What turns.", false)]
    [DataRow("Wi", "What turns.", false)]
    [DataRow("Wid\nget", "What turns.", false)]
    [DataRow("Widget", "What", false)]
    [DataRow("Widget", "What\tturns.", false)]
    public void AA_16_Title_and_description_have_the_lengths_of_the_guidance_and_are_one_line(string title, string description, bool fits)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { title, description, artifactType = Widget });
        if (fits) Assert.AreEqual(title, ArtifactTypeFile.Parse(json, "widget.json").Title);
        else Failure.With(OciErrorCode.InvalidTypeDefinition, () => ArtifactTypeFile.Parse(json, "widget.json"));
    }

    [TestMethod]
    public void AA_16_A_description_has_255_characters_at_most()
    {
        ArtifactTypeFile.Parse(OfLength(255), "widget.json");
        Failure.With(OciErrorCode.InvalidTypeDefinition, () => ArtifactTypeFile.Parse(OfLength(256), "widget.json"));

        static byte[] OfLength(int length) =>
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
                new { title = "Widget", description = new string('d', length), artifactType = Widget });
    }

    [TestMethod]
    public async Task AA_17_The_layer_of_another_type_is_advised_against()
    {
        var found = await new Checked(Widget).WithLayer("application/vnd.sylabs.sif.layer.v1.sif", Sif()).OnlyAsync();
        AssertAdvice(found);
        Assert.Contains("application/vnd.sylabs.sif.config.v1+json", found.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("application/vnd.unknown.config.v1+json", Layer)]
    [DataRow("application/vnd.contoso.widget.config.v1+json", "application/vnd.oci.unknown.layer.v1.txt")]
    [DataRow("application/vnd.Unknown.config.v1+json", Layer)]
    public async Task AA_19_Types_for_development_are_warned_of(string config, string layer)
    {
        var findings = await new Checked(null).WithConfig(config, """{"a":1}""").WithLayer(layer).FindingsAsync();
        Assert.AreEqual(FindingSeverity.Warning, findings.Single(finding => finding.Code == OciErrorCode.DevelopmentType).Severity);
    }

    private static byte[] Sif() => SifBytes.Image([1]);

    private static void AssertAdvice(Finding found) =>
        Assert.AreEqual((OciErrorCode.NamingConvention, FindingSeverity.Advice), (found.Code, found.Severity), found.Message);
}

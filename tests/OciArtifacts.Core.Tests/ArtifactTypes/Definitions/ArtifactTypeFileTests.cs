using System.Text;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Definitions;

/// <summary>
/// Reads definition files: rules beyond the JSON Schema, and the first form of opencontainers/artifacts (CH-01, CH-02).
/// </summary>
[TestClass]
public sealed class ArtifactTypeFileTests : IDisposable
{
    private const string Widget = """{"title":"Widget","description":"What turns.",""";

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow(Widget + """ "mediaType":"application/vnd.contoso.widget.config.v1+json"}""")]
    [DataRow(
        """{"title":{"locale":"en-US","title":"Widget"},"description":{"locale":"en-US","description":"What turns."},"""
        + """ "mediaType":"application/vnd.contoso.widget.config.v1+json"}""")]
    [DataRow(
        """{"title":[{"locale":"en-US","title":"Widget"},{"locale":"de-DE","title":"Dings"}],"description":"What turns.","""
        + """ "mediaType":"application/vnd.contoso.widget.config.v1+json"}""")]
    public void The_first_form_has_texts_in_several_ways(string json)
    {
        var read = Parse(json);
        Assert.AreEqual(
            ("Widget", "What turns.", "application/vnd.contoso.widget.config.v1+json"), (read.Title, read.Description, read.MediaType));
        Assert.IsNull(read.ArtifactType);
    }

    [TestMethod]
    [DataRow("specUrl")]
    [DataRow("spec")]
    [DataRow("moreInfoUrl")]
    [DataRow("url")]
    public void The_first_form_has_layers_tools_and_an_address_by_one_of_its_names(string address)
    {
        var read = Parse($$"""
            {
              "title": "Widget", "description": "What turns.", "mediaType": "application/vnd.contoso.widget.config.v1+json",
              "{{address}}": "https://contoso.example/spec",
              "layerMediaTypes": ["application/a", "application/b"],
              "tools": [{ "url": "https://contoso.example", "title": { "locale": "en-US", "title": "Turner" } }]
            }
            """);
        Assert.AreSequenceEqual(
            ["layer1 application/a", "layer2 application/b"], read.Layers.Select(layer => $"{layer.Name} {layer.MediaTypes.Single()}"));
        Assert.AreEqual("Turner", read.Tools.Single().Title);
        Assert.AreEqual("https://contoso.example/spec", read.Specification!.ToString());
    }

    [TestMethod]
    [DataRow(Widget + """ "mediaType":5}""")]
    [DataRow(Widget + """ "mediaType":"widget"}""")]
    [DataRow("""{"description":"What turns.","mediaType":"a/b"}""")]
    [DataRow(Widget + """ "mediaType":"a/b","layerMediaTypes":"a/b"}""")]
    [DataRow(Widget + """ "mediaType":"a/b","specUrl":"no address"}""")]
    [DataRow(Widget + """ "mediaType":"a/b","tools":["a"]}""")]
    [DataRow(Widget + """ "artifactType":"a/b","layers":[{"name":"l","mediaTypes":["a/b"],"min":2,"max":1}]}""")]
    [DataRow(Widget + """ "artifactType":"a/b","layers":[{"name":"l","mediaTypes":["a/b"]},{"name":"l","mediaTypes":["a/c"]}]}""")]
    [DataRow(Widget + """ "artifactType":"a/b","layers":[{"name":"l","mediaTypes":["a/b"],"artifactType":"none"}]}""")]
    [DataRow(Widget + """ "artifactType":"a/b","variantOf":"other"}""")]
    [DataRow(Widget + """ "artifactType":"a/b","specification":"/etc/passwd"}""")]
    [DataRow(Widget + """ "artifactType":"a/b","specification":"spec.md"}""")]
    [DataRow(Widget + """ "artifactType":"a/b","index":{"platform":"{os}{os}{architecture}"}}""")]
    [DataRow(
        Widget + """ "artifactType":"a/b","config":{"mediaTypes":["a/b"],"schema":{"$ref":"https://contoso.example/s.json"}}}""")]
    [DataRow(Widget + """ "artifactType":"a/b","artifactType":"a/c"}""")]
    public void What_is_no_definition_is_refused_with_the_name_of_the_file(string json)
    {
        var failure = Failure.With(OciErrorCode.InvalidTypeDefinition, () => Parse(json));
        Assert.StartsWith("'widget.json' is no artifact type definition", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_file_may_have_comments_and_a_byte_order_mark()
    {
        var path = _work.Write(
            "widget.json", "\uFEFF{ // ours\n\"title\":\"Widget\",\"description\":\"What turns.\",\"artifactType\":\"a/b\", }");
        Assert.AreEqual("a/b", (await ArtifactTypeFile.ReadAsync(path, CancellationToken.None)).MediaType);
    }

    [TestMethod]
    public Task A_file_that_is_not_there_is_named() =>
        Failure.WithAsync(OciErrorCode.FileNotFound, () => ArtifactTypeFile.ReadAsync(_work["none.json"], CancellationToken.None));

    [TestMethod]
    public Task A_file_of_more_than_1_MiB_is_none() => Failure.WithAsync(
        OciErrorCode.InvalidTypeDefinition,
        () => ArtifactTypeFile.ReadAsync(
            _work.Write("large.json", $"{{\"title\":\"{new string('x', 1024 * 1024)}\"}}"), CancellationToken.None));

    private static ArtifactTypeDefinition Parse(string json) => ArtifactTypeFile.Parse(Encoding.UTF8.GetBytes(json), "widget.json");
}

using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Definitions;

[TestClass]
public sealed class TemplateTests
{
    private const string Values =
        """
        {
          "name": "widget", "version": "1.2.3", "count": 3, "no": false, "none": null, "empty": "", "list": ["a", "b"], "quoted": "a\"<ä>",
          "metadata": { "name": "inner", "org.contoso.key": "dotted", "nested": { "deep": { "x": 1 } } },
          "people": [{ "name": "Ada", "email": "ada@contoso.example" }, { "name": "Grace" }, {}]
        }
        """;

    [TestMethod]
    [DataRow("plain", "plain")]
    [DataRow("{name}-{version}.tgz", "widget-1.2.3.tgz")]
    [DataRow("{metadata.name}", "inner")]
    [DataRow("{metadata.org.contoso.key}", "dotted")]
    [DataRow("{metadata.nested.deep.x}", "1")]
    [DataRow("{list}", "a, b")]
    [DataRow("{list.1}", "b")]
    [DataRow("{list.2}", null)]
    [DataRow("{count}", "3")]
    [DataRow("{no}", "false")]
    [DataRow("{empty}", "")]
    [DataRow("{quoted}", "a\"<ä>")]
    [DataRow("{metadata.nested}", """{"deep":{"x":1}}""")]
    [DataRow("{missing}", null)]
    [DataRow("{none}", null)]
    [DataRow("a{missing}b", null)]
    [DataRow("{missing|name}", "widget")]
    [DataRow("{name|version}", "widget")]
    [DataRow("{missing|none}", null)]
    [DataRow("{people:name[ (email)]}", "Ada (ada@contoso.example), Grace")]
    [DataRow("{missing:name}", null)]
    [DataRow("{list:name}", "", DisplayName = "a list of other things than objects has no entries")]
    [DataRow("{open", "{open")]
    [DataRow("close}", "close}")]
    public void A_text_is_filled_in_or_left_out(string text, string? expected) => Assert.AreEqual(expected, Template().Fill(text));

    [TestMethod]
    [DataRow("\"{count}\"", "3", DisplayName = "a placeholder alone is the value itself")]
    [DataRow("\"{list}\"", """["a","b"]""")]
    [DataRow("\"n={count}\"", "\"n=3\"")]
    [DataRow(
        """{"a":"{name}","b":"{missing}","c":[{"d":"{missing}"}]}""",
        """{"a":"widget","c":[{}]}""",
        DisplayName = "what is not there is left out")]
    [DataRow("""["{name}","{missing}",5,true]""", """["widget",5,true]""")]
    [DataRow("""{"a":null}""", "{}")]
    [DataRow("""{"*":"{metadata.nested}","y":2}""", """{"deep":{"x":1},"y":2}""", DisplayName = "a star stands for all members")]
    [DataRow("""{"*":"{name}","y":2}""", """{"y":2}""", DisplayName = "a star of what is no object is nothing")]
    [DataRow("""{"names":"{people:name}"}""", """{"names":"Ada, Grace"}""")]
    public void JSON_is_filled_in(string template, string expected)
    {
        var filled = Template().Fill(JsonNode.Parse(template));
        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(expected), filled), filled?.ToJsonString());
    }

    private static Template Template() => new(JsonNode.Parse(Values)!.AsObject());
}

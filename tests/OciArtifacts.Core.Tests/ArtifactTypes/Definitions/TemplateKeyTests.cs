using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Definitions;

/// <summary>Names of values may have dots, as the keys of annotations do.</summary>
[TestClass]
public sealed class TemplateKeyTests
{
    private static readonly Template Template = new((JsonObject)JsonNode.Parse(
        """
        {
          "chart": {
            "notes": { "org.example.url": "https://example.com", "a.b": { "c": "deep" } },
            "people": [{ "name": "Ada" }]
          }
        }
        """)!);

    [TestMethod]
    [DataRow("{chart.notes.org.example.url}", "https://example.com")]
    [DataRow("{chart.notes.org.example.title|chart.notes.org.example.url}", "https://example.com")]
    [DataRow("{chart.people.0.name}", "Ada")]
    [DataRow("{chart.notes.org.example.title|chart.people:name}", "Ada")]
    [DataRow("{chart.notes.org.example.url|chart.people:name}", "https://example.com")]
    public void A_member_is_found_by_the_rest_of_the_path(string template, string text) => Assert.AreEqual(text, Template.Fill(template));

    [TestMethod]
    [DataRow("{chart.notes.org.example}")]
    [DataRow("{chart.notes.org}")]
    [DataRow("{chart.people.1.name}")]
    [DataRow("{chart.people.name}")]
    public void What_is_not_there_is_not_found(string template) => Assert.IsNull(Template.Fill(template));
}

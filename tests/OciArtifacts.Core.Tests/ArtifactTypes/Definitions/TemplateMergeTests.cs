using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Definitions;

/// <summary>Members of a template replace those that <c>*</c> takes over.</summary>
[TestClass]
public sealed class TemplateMergeTests
{
    [TestMethod]
    [DataRow("""{"*":"{m}","a":{"x":"1"}}""", """{"a":{"y":"2","x":"1"}}""", DisplayName = "an object over an object completes it")]
    [DataRow("""{"*":"{m}","a":{"y":"1"}}""", """{"a":{"y":"1"}}""", DisplayName = "a member over a member replaces it")]
    [DataRow("""{"*":"{m}","a":["1"]}""", """{"a":["1"]}""", DisplayName = "a list over an object replaces it")]
    [DataRow("""{"*":"{m}","a":"{none}"}""", """{"a":{"y":"2"}}""", DisplayName = "what is not there leaves it as it is")]
    public void What_is_written_stands_over_what_is_taken_over(string template, string wanted)
    {
        var values = new JsonObject { ["m"] = new JsonObject { ["a"] = new JsonObject { ["y"] = "2" } } };
        Assert.AreEqual(wanted, new Template(values).Fill(JsonNode.Parse(template))!.ToJsonString());
        Assert.AreEqual("""{"m":{"a":{"y":"2"}}}""", values.ToJsonString());
    }
}

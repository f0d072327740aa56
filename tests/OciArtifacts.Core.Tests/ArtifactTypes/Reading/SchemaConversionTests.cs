using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Reading;

/// <summary>
/// Values of YAML are converted to the types of a schema, as in Go (kubernetes-sigs/yaml, yaml.go; strconv.FormatFloat
/// with 'g', -1 and 32).
/// </summary>
[TestClass]
public sealed class SchemaConversionTests : IDisposable
{
    private static readonly JsonObject Schema = JsonNode.Parse(
        """
        {
          "type": "object",
          "properties": {
            "version": { "type": "string" },
            "deprecated": { "type": "boolean" },
            "size": { "type": "number" },
            "keywords": { "type": "array", "items": { "type": "string" } },
            "annotations": { "type": "object", "additionalProperties": { "type": "string" } },
            "maintainers": { "type": "array", "items": { "type": "object", "properties": { "name": { "type": "string" } } } }
          }
        }
        """)!.AsObject();

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("1.16", "1.16")]
    [DataRow("1.10", "1.1", DisplayName = "a last zero is lost")]
    [DataRow("1.0", "1")]
    [DataRow("1e3", "1000")]
    [DataRow("1e6", "1e+06")]
    [DataRow("1.5e6", "1.5e+06")]
    [DataRow("123456.5", "123456.5")]
    [DataRow("12345678.9", "1.2345679e+07")]
    [DataRow("1e30", "1e+30")]
    [DataRow("1e100", "+Inf")]
    [DataRow("0.0001", "0.0001")]
    [DataRow("0.00001", "1e-05")]
    [DataRow("0.0", "0")]
    [DataRow("-1.25", "-1.25")]
    [DataRow("-1e-7", "-1e-07")]
    [DataRow("0.30000001192", "0.3")]
    [DataRow("100.0", "100")]
    [DataRow("1000000", "1000000", DisplayName = "a whole number has no exponent")]
    [DataRow("-7", "-7")]
    [DataRow("0x10", "16")]
    [DataRow("true", "true")]
    [DataRow("False", "false")]
    [DataRow("'1.10'", "1.10", DisplayName = "a text is as it is")]
    [DataRow("1.2.3", "1.2.3")]
    [DataRow("yes", "yes", DisplayName = "YAML 1.2 knows true and false alone")]
    public async Task A_number_or_a_boolean_is_a_text_where_one_is_wanted(string yaml, string text) =>
        Assert.AreEqual(text, (await ReadAsync($"version: {yaml}"))["version"]!.GetValue<string>());

    [TestMethod]
    public async Task That_holds_for_lists_and_for_members_of_any_name_and_of_objects_in_lists() => Assert.AreEqual(
        """{"keywords":["1","true","a",""],"annotations":{"a":"1","b":"true","c":"","d":"x"},"maintainers":[{"name":"7"}]}""",
        (
            await ReadAsync(
                "keywords: [1, true, a, ~]\nannotations: { a: 1, b: true, c: , d: x }\nmaintainers: [{ name: 7 }]")).ToJsonString());

    [TestMethod]
    public async Task What_is_no_text_by_the_schema_stays_what_it_is() => Assert.AreEqual(
        """{"deprecated":true,"size":1.5,"other":1.5,"version":{"a":1},"annotations":{"a":[1]}}""",
        (await ReadAsync("deprecated: true\nsize: 1.5\nother: 1.5\nversion: { a: 1 }\nannotations: { a: [1] }")).ToJsonString());

    [TestMethod]
    public async Task What_has_no_value_is_not_there() => Assert.AreEqual(
        """{"version":"1","other":null}""", (await ReadAsync("version: 1\ndeprecated:\nkeywords: ~\nannotations:\nother:")).ToJsonString());

    [TestMethod]
    public async Task JSON_and_YAML_without_a_schema_are_as_they_are()
    {
        Assert.AreEqual(
            """{"version":1.10}""",
            (await MetadataFile.ReadAsync(_work.Write("a.json", """{"version":1.10}"""), Schema, CancellationToken.None)).ToJsonString());
        Assert.AreEqual(
            """{"version":1.1}""",
            (await MetadataFile.ReadAsync(_work.Write("a.yaml", "version: 1.10"), schema: null, CancellationToken.None)).ToJsonString());
    }

    private Task<JsonObject> ReadAsync(string yaml) =>
        MetadataFile.ReadAsync(_work.Write("Chart.yaml", yaml), Schema, CancellationToken.None);
}

using System.Text;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Reading;
using YamlDotNet.Core;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Reading;

/// <summary>YAML is read as the JSON that it stands for (YAML 1.2, section 10.3, the core schema).</summary>
[TestClass]
public sealed class YamlTextTests
{
    [TestMethod]
    [DataRow("a: text", """{"a":"text"}""")]
    [DataRow("a: 5\nb: -5\nc: +5", """{"a":5,"b":-5,"c":5}""")]
    [DataRow("a: 0x1F\nb: 0o17\nc: 017", """{"a":31,"b":15,"c":17}""")]
    [DataRow("a: 1.5\nb: 1e3\nc: .5", """{"a":1.5,"b":1000,"c":0.5}""")]
    [DataRow("a: .inf\nb: .nan\nc: 1.2.3\nd: 1_000", """{"a":".inf","b":".nan","c":"1.2.3","d":"1_000"}""")]
    [DataRow("a: true\nb: False\nc: yes\nd: on", """{"a":true,"b":false,"c":"yes","d":"on"}""")]
    [DataRow("a: null\nb: ~\nc:", """{"a":null,"b":null,"c":null}""")]
    [DataRow("a: '5'\nb: \"true\"\nc: !!str 5", """{"a":"5","b":"true","c":"5"}""")]
    [DataRow("a: |\n  one\n  two\n", "{\"a\":\"one\\ntwo\\n\"}")]
    [DataRow("- 1\n- [2, {a: 3}]", """[1,[2,{"a":3}]]""")]
    [DataRow("a: &x {b: 1}\nc: *x", """{"a":{"b":1},"c":{"b":1}}""")]
    [DataRow("5: a\ntrue: b", """{"5":"a","true":"b"}""")]
    [DataRow("a: 1\n---\na: 2", """{"a":1}""", DisplayName = "of several documents the first")]
    [DataRow("", null)]
    [DataRow("# nothing", null)]
    public void A_document_is_read(string yaml, string? json)
    {
        var read = YamlText.Read(yaml);
        Assert.IsTrue(JsonNode.DeepEquals(json is null ? null : JsonNode.Parse(json), read), read?.ToJsonString());
    }

    [TestMethod]
    [DataRow("a: [1", DisplayName = "what is not closed")]
    [DataRow("a: 1\na: 2", DisplayName = "a key twice")]
    [DataRow("a: *x", DisplayName = "an alias of nothing")]
    [DataRow("a: &x [*x]", DisplayName = "an alias of what holds it")]
    [DataRow("? [1]\n: 2", DisplayName = "a key that is no text")]
    public void A_text_that_is_no_YAML_is_refused(string yaml) => Assert.Throws<YamlException>(() => YamlText.Read(yaml));

    [TestMethod]
    [DataRow("a: 1")]
    [DataRow("---\na: 1\n...\n# end")]
    public void A_text_of_one_document_is_read_whole(string yaml) =>
        Assert.AreEqual("""{"a":1}""", YamlText.ReadSingle(yaml)!.ToJsonString());

    [TestMethod]
    [DataRow("a: 1\n---\nb: 2", DisplayName = "a second document")]
    [DataRow("a: 1\n...\n]", DisplayName = "a document and what is no YAML")]
    public void A_text_of_more_than_one_document_is_refused(string yaml) => Assert.Throws<YamlException>(() => YamlText.ReadSingle(yaml));

    [TestMethod]
    [DataRow("a: 1\n---\nb: [2]", true)]
    [DataRow("a: 1\n---\nb: [2", false)]
    public void All_documents_of_a_text_can_be_checked_for_their_syntax(string yaml, bool isRight)
    {
        if (isRight) YamlText.CheckSyntax(yaml);
        else Assert.Throws<YamlException>(() => YamlText.CheckSyntax(yaml));
    }

    [TestMethod]
    public void It_is_not_nested_without_end() => Assert.Throws<YamlException>(() => YamlText.Read(new string('[', 100_000)));

    [TestMethod]
    public void Its_anchors_do_not_grow_without_end()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 10; i++)
        {
            var alias = $"*a{i - 1}";
            bomb.Append(
                System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat(alias, 10))}]\n");
        }

        Assert.Throws<YamlException>(() => YamlText.Read(bomb.ToString()));
    }
}

using System.Text;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.ArtifactTypes;

/// <summary>A misspelled member of a file is named in the words of the file, with the nearest that there is.</summary>
[TestClass]
public sealed class MemberNamesTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow(""" "artifactTyp": "application/vnd.contoso.b.v1" """, "'artifactTyp' is no member that it can have. Did you mean artifactType?")]
    [DataRow(""" "layers": [{ "name": "a", "mediaTypes": ["a/b"] }, { "name": "b", "mediaTyps": ["a/b"] }] """, "'layers[1].mediaTyps' is no member that it can have. Did you mean mediaTypes?")]
    [DataRow(""" "config": { "mediaTypes": ["a/b"], "contnt": {} } """, "'config.contnt' is no member that it can have. Did you mean content?")]
    [DataRow(""" "annotations": { "requierd": [] } """, "'annotations.requierd' is no member that it can have. Did you mean required?")]
    [DataRow(""" "tags": { "cascde": true } """, "'tags.cascde' is no member that it can have. Did you mean cascade?")]
    [DataRow(""" "subject": "requird" """, "'subject' is 'requird', but can only be one of: ")]
    [DataRow(""" "colour": "blue" """, "'colour' is no member that it can have. There are: ")]
    public void A_type_definition(string member, string said)
    {
        var json = $$"""{ "title": "Widget", "description": "A widget.", "artifactType": "application/vnd.contoso.a.v1", {{member}} }""";
        var failure = Assert.ThrowsExactly<OciException>(() => ArtifactTypeFile.Parse(Encoding.UTF8.GetBytes(json), "widget.json"));
        Assert.AreEqual(OciErrorCode.InvalidTypeDefinition, failure.Code);
        StringAssert.Contains(failure.Message, said);
        Assert.DoesNotContain("OciArtifacts.Core", failure.Message);
    }

    [TestMethod]
    [DataRow("layerMediaType", "layerMediaTypes")]
    [DataRow("artifactTypes", "artifactType")]
    public void A_definition_in_the_first_form(string member, string meant)
    {
        var json = $$"""{ "title": "Widget", "description": "A widget.", "mediaType": "application/vnd.contoso.a.v1", "{{member}}": [] }""";
        var failure = Assert.ThrowsExactly<OciException>(() => ArtifactTypeFile.Parse(Encoding.UTF8.GetBytes(json), "widget.json"));
        StringAssert.Contains(failure.Message, $"'{member}' is no member that it can have. Did you mean {meant}?");
    }

    [TestMethod]
    public void Other_members_of_the_first_form_are_left_alone()
    {
        var json = """{ "title": "Widget", "description": "A widget.", "mediaType": "application/vnd.contoso.a.v1", "icons": [], "version": "1" }"""u8;
        Assert.AreEqual("Widget", ArtifactTypeFile.Parse(json, "widget.json").Title);
    }

    [TestMethod]
    [DataRow("""{ "rules": [{ "alow": ["*"] }] }""", "'rules[0].alow' is no member that it can have. Did you mean allow?")]
    [DataRow("""{ "rule": [] }""", "'rule' is no member that it can have. Did you mean rules?")]
    [DataRow("""{ "rules": [{}, { "registrys": ["*"] }] }""", "'rules[1].registrys' is no member that it can have. Did you mean registries?")]
    public async Task A_policy(string json, string said)
    {
        var path = _work.Write("policy.json", json);
        var failure = await Assert.ThrowsExactlyAsync<OciException>(() => RegistryPolicy.ReadAsync(path, CancellationToken.None));
        Assert.AreEqual(OciErrorCode.InvalidPolicy, failure.Code);
        StringAssert.Contains(failure.Message, said);
        Assert.DoesNotContain("OciArtifacts.Core", failure.Message);
    }
}

using System.Text;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests;

/// <summary>A message about a misspelled member names the member of the file and the nearest known name.</summary>
[TestClass]
public sealed class JsonShapeTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow(
        """ "artifactTyp": "application/vnd.contoso.b.v1" """, "'artifactTyp' is no member that it can have. Did you mean artifactType?")]
    [DataRow(
        """ "layers": [{ "name": "a", "mediaTypes": ["a/b"] }, { "name": "b", "mediaTyps": ["a/b"] }] """,
        "'layers[1].mediaTyps' is no member that it can have. Did you mean mediaTypes?")]
    [DataRow(
        """ "config": { "mediaTypes": ["a/b"], "contnt": {} } """, "'config.contnt' is no member that it can have. Did you mean content?")]
    [DataRow(""" "annotations": { "requierd": [] } """, "'annotations.requierd' is no member that it can have. Did you mean required?")]
    [DataRow(""" "tags": { "cascde": true } """, "'tags.cascde' is no member that it can have. Did you mean cascade?")]
    [DataRow(
        """ "subject": "requird" """, "'subject' is 'requird', but can only be one of: optional, required, none. Did you mean required?")]
    [DataRow(
        """ "layers": [{ "name": "a", "mediaTypes": ["a/b"], "format": "tar-gzip" }] """,
        "'layers[0].format' is 'tar-gzip', but can only be one of: any, tar, tar+gzip, tar+zstd, zip, json, yaml, xml, text, wasm, sif. "
        + "Did you mean tar+gzip?")]
    [DataRow(
        """ "layers": [{ "name": "a", "mediaTypes": ["a/b"], "min": "1" }] """, "'layers[0].min' is \"1\", but has to be a whole number.")]
    [DataRow(
        """ "layers": [{ "name": "a", "mediaTypes": ["a/b"], "largestEntry": "1" }] """,
        "'layers[0].largestEntry' is \"1\", but has to be a whole number.")]
    [DataRow(
        """ "layers": [{ "name": "a", "mediaTypes": ["a/b"], "max": 5000000000 }] """,
        "'layers[0].max' is 5000000000, but has to be a whole number.")]
    [DataRow(""" "layers": [{ "name": "a", "mediaTypes": "a/b" }] """, "'layers[0].mediaTypes' is \"a/b\", but has to be a list.")]
    [DataRow(""" "layers": { "name": "a" } """, "'layers' is an object, but has to be a list.")]
    [DataRow(""" "layers": [{ "mediaTypes": ["a/b"] }] """, "'layers[0]' has no 'name', and needs one.")]
    [DataRow(
        """ "layers": [{ "name": "a", "mediaTypes": ["a/b"], "members": [{ "a": "*" }] }] """,
        "'layers[0]' has members, but no format that has such: json, yaml, xml or text.")]
    [DataRow(""" "isForDevelopment": "yes" """, "'isForDevelopment' is \"yes\", but has to be true or false.")]
    [DataRow(""" "annotations": { "values": { "a": 1 } } """, "'annotations.values.a' is 1, but has to be a text.")]
    [DataRow(""" "tags": null """, "'tags' is null. What has no value is left out.")]
    [DataRow(""" "config": { "mediaTypes": ["a/b"], "schema": [] } """, "'config.schema' is a list, but has to be an object.")]
    [DataRow(
        """ "layers": [{ "name": "a", "mediaTypes": ["a/b"] }, { "name": "b", "mediaTypes": ["vnd.contoso.x"] }] """,
        "'layers[1].mediaTypes[0]' is 'vnd.contoso.x', which is no media type by RFC 6838.")]
    [DataRow(
        """ "layers": [{ "name": "a", "mediaTypes": ["application/vnd.oci.image.config.v1+json"] }] """,
        "'layers[0].mediaTypes[0]' is 'application/vnd.oci.image.config.v1+json', which tells tools that the artifact is an image to run.")]
    [DataRow(
        """ "annotations": { "values": { "a": "{metdata.name}" } } """,
        "'annotations.values.a' is '{metdata.name}', and nothing is called 'metdata.name' there. Did you mean metadata.name?")]
    [DataRow(""" "annotations": { "values": { "a": "{nme}" } } """, "and nothing is called 'nme' there. Did you mean name?")]
    [DataRow(""" "repository": "{metadata.name" """, "'repository' is '{metadata.name', where a brace has no other one.")]
    [DataRow(""" "tags": { "version": "metadata.version}" } """, "'tags.version' is 'metadata.version}', where a brace has no other one.")]
    [DataRow(
        """ "layers": [{ "name": "a", "mediaTypes": ["a/b"], "title": "{file.nam}" }] """,
        "nothing is called 'file.nam' there. Did you mean file.name?")]
    [DataRow(""" "annotations": { "values": { "a": "{layers.digests}" } } """, "nothing is called 'layers.digests' there.")]
    [DataRow(
        """ "config": { "mediaTypes": ["a/b"], "content": { "a": ["{versoin}"] } } """,
        "'config.content.a[0]' is '{versoin}', and nothing is called 'versoin' there. Did you mean version?")]
    [DataRow(
        """ "config": { "mediaTypes": ["a/b"], "schema": { "requierd": ["a"] } } """,
        "'config.schema.requierd' is no word of JSON Schema, so it would check nothing. Did you mean required?")]
    [DataRow(
        """ "config": { "mediaTypes": ["a/b"], "schema": { "properties": { "a": { "type": "intger" } } } } """,
        "'config.schema.properties.a.type' is \"intger\", but can only be one of: string, number, integer, boolean, object, array, null. "
        + "Did you mean integer?")]
    [DataRow(
        """ "config": { "mediaTypes": ["a/b"], "schema": { "required": "a" } } """,
        "'config.schema.required' has to be a list of names of members.")]
    [DataRow(
        """ "config": { "mediaTypes": ["a/b"], "schema": { "anyOf": [{ "mininum": 1 }] } } """,
        "'config.schema.anyOf[0].mininum' is no word of JSON Schema, so it would check nothing. Did you mean minimum?")]
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
    public void The_line_of_what_is_wrong_is_said()
    {
        var json = """
            {
              // A comment.
              "title": "Widget", "description": "A widget.",
              "artifactType": "application/vnd.contoso.a.v1",
              "layers": [
                { "name": "a", "mediaTypes": ["a/b"] },
                {
                  "name": "b",
                  "mediaTypes": ["a/c"],
                  "formt": "tar"
                }
              ]
            }
            """;
        var failure = Assert.ThrowsExactly<OciException>(
            () => ArtifactTypeFile.Parse(Encoding.UTF8.GetBytes("\uFEFF" + json), "widget.json"));
        Assert.AreEqual(("widget.json", 10), (failure.File, failure.Line));
        failure = Assert.ThrowsExactly<OciException>(
            () => ArtifactTypeFile.Parse(
                Encoding.UTF8.GetBytes(
                    json.Replace("formt", "title", StringComparison.Ordinal).Replace("\"b\",", "\"b\"", StringComparison.Ordinal)),
                "widget.json"));
        Assert.AreEqual(9, failure.Line);
    }

    [TestMethod]
    public void Each_definition_of_the_catalogue_keeps_the_rules_of_others()
    {
        foreach (var file in Directory.GetFiles(Checkout.Path("src/OciArtifacts.Core/ArtifactTypes/Catalog"), "*.json"))
        {
            ArtifactTypeFile.Parse(File.ReadAllBytes(file), file);
        }
    }

    [TestMethod]
    [DataRow(
        """{"name":"a","vresion":"1"}""",
        "'tags.version' asks for {metadata.version}, which the file does not have. It has 'vresion'. Did you mean that?")]
    [DataRow("""{"name":"a"}""", null)]
    [DataRow(
        """{"version":"1","nam":"1"}""",
        "'annotations.values.title' asks for {metadata.name}, which the file does not have. It has 'nam'. Did you mean that?")]
    [DataRow(
        """{"version":"1","name":"1","about":{"athor":"x"}}""",
        "'annotations.values.by' asks for {metadata.about.author}, which the file does not have. It has 'athor'. Did you mean that?")]
    public void A_placeholder_that_is_nearly_a_member_of_the_metadata_file_is_misspelled(string metadata, string? said)
    {
        var definition = ArtifactTypeFile.Parse(
            """
            { "title": "Widget", "description": "A widget.", "artifactType": "a/b", "metadata": "a.json",
              "tags": { "version": "{metadata.version}" },
              "annotations": { "values": { "title": "{metadata.name|name}", "by": "{metadata.about.author}" } } }
            """u8,
            "widget.json");
        var values = System.Text.Json.Nodes.JsonNode.Parse(metadata)!.AsObject();
        Assert.AreEqual(said, TemplateRules.Problem(definition, values)?.Message);
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
        var json = """{ "title": "Widget", "description": "A widget.", "mediaType": "a/b", "icons": [], "version": "1" }"""u8;
        Assert.AreEqual("Widget", ArtifactTypeFile.Parse(json, "widget.json").Title);
    }

    [TestMethod]
    [DataRow("""{ "rules": [{ "alow": ["*"] }] }""", "'rules[0].alow' is no member that it can have. Did you mean allow?")]
    [DataRow("""{ "rule": [] }""", "'rule' is no member that it can have. Did you mean rules?")]
    [DataRow(
        """{ "rules": [{}, { "registrys": ["*"] }] }""", "'rules[1].registrys' is no member that it can have. Did you mean registries?")]
    public async Task A_policy(string json, string said)
    {
        var path = _work.Write("policy.json", json);
        var failure = await Assert.ThrowsExactlyAsync<OciException>(() => RegistryPolicy.ReadAsync(path, CancellationToken.None));
        Assert.AreEqual(OciErrorCode.InvalidPolicy, failure.Code);
        StringAssert.Contains(failure.Message, said);
        Assert.DoesNotContain("OciArtifacts.Core", failure.Message);
    }
}

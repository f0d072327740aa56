using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.SupplyChain.Trust;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Definitions;

/// <summary>The JSON Schemas for editors and the readers accept the same files.</summary>
[TestClass]
public sealed class SchemaTests : IDisposable
{
    private const string Least = "\"title\":\"Widget\",\"description\":\"What widgets are made of.\"";
    private static readonly string Types = Checkout.Path("src/OciArtifacts.Core/ArtifactTypes");
    private static readonly string TypeSchema = File.ReadAllText(Path.Combine(Types, "artifact-type.schema.json"));
    private static readonly string PolicySchema = File.ReadAllText(Path.Combine(Types, "Policies", "policy.schema.json"));

    private static readonly string TrustPolicySchema =
        File.ReadAllText(Checkout.Path("src/OciArtifacts.Core/SupplyChain/Trust/trust-policy.schema.json"));

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void Every_definition_of_the_catalogue_fits()
    {
        var files = Directory.GetFiles(Path.Combine(Types, "Catalog"), "*.json");
        Assert.IsNotEmpty(files);
        foreach (var file in files) Assert.IsEmpty(ConfigSchema.Problems(TypeSchema, File.ReadAllBytes(file)), file);
    }

    [TestMethod]
    [DataRow("artifact-types.md", "artifact-type")]
    [DataRow("registries.md", "policy")]
    [DataRow("supply-chain.md", "trust policy")]
    public void Every_example_of_the_documentation_fits(string page, string kind)
    {
        var (member, schema) = kind switch
        {
            "policy" => ("\"rules\"", PolicySchema),
            "trust policy" => ("\"trustPolicies\"", TrustPolicySchema),
            _ => ("\"alias\"", TypeSchema),
        };
        var examples = File.ReadAllText(Checkout.Path($"docs/{page}")).Split("```json\n").Skip(1).Select(rest => rest.Split("```")[0])
            .Where(json => json.Contains(member, StringComparison.Ordinal)).ToList();
        Assert.IsNotEmpty(examples);
        foreach (var example in examples)
        {
            Assert.IsEmpty(ConfigSchema.Problems(schema, Encoding.UTF8.GetBytes(example)), example);
        }
    }

    [TestMethod]
    public void They_have_the_members_that_the_readers_have()
    {
        AssertMembers(
            JsonNode.Parse(TypeSchema)!.AsObject(),
            ArtifactTypeJson.Default.ArtifactTypeDefinition,
            JsonNode.Parse(TypeSchema)!["definitions"]!);
        AssertMembers(JsonNode.Parse(PolicySchema)!.AsObject(), PolicyJson.Default.PolicyFile, new JsonObject());
        AssertMembers(JsonNode.Parse(TrustPolicySchema)!.AsObject(), TrustPolicyJson.Default.TrustPolicyFile, new JsonObject());
    }

    [TestMethod]
    public void Every_member_is_described()
    {
        foreach (var schema in (string[])[TypeSchema, PolicySchema, TrustPolicySchema])
        {
            foreach (var (name, member) in Members(JsonNode.Parse(schema)!))
            {
                Assert.IsGreaterThan(8, member!["description"]?.GetValue<string>().Length ?? 0, name);
            }
        }
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("{" + Least + "}")]
    [DataRow("""{"title":"W","description":"What widgets are made of.","artifactType":"a/b"}""")]
    [DataRow("""{"title":"Widget","description":"What","artifactType":"a/b"}""")]
    [DataRow("{" + Least + ""","artifactType":"widget"}""")]
    [DataRow("{" + Least + ""","artifactType":null}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","colour":"blue"}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","alias":"My Widget"}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","subject":"perhaps"}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","metadata":"folder/Chart.yaml"}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","config":{}}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","config":{"mediaTypes":[]}}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","config":{"mediaTypes":["a/b"],"schema":5}}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","layers":[{"name":"l"}]}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","layers":[{"name":"-l","mediaTypes":["a/b"]}]}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","layers":[{"name":"l","mediaTypes":["a/b"],"min":-1}]}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","layers":[{"name":"l","mediaTypes":["a/b"],"max":0}]}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","layers":[{"name":"l","mediaTypes":["a/b"],"min":"1"}]}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","layers":[{"name":"l","mediaTypes":["a/b"],"format":"docx"}]}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","layers":[{"name":"l","mediaTypes":["a/b"],"format":1}]}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","annotations":{"values":{"a":1}}}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","index":{"platform":"*_{os}.zip"}}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","tools":[{"title":"Tool"}]}""")]
    [DataRow("{" + Least + ""","artifactType":"a/b","requiredMetadata":"name"}""")]
    public void What_is_no_definition_is_refused_by_the_schema_and_by_the_reader(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.IsNotEmpty(ConfigSchema.Problems(TypeSchema, bytes));
        Failure.With(OciErrorCode.InvalidTypeDefinition, () => ArtifactTypeFile.Parse(bytes, "widget.json"));
    }

    [TestMethod]
    [DataRow("{" + Least + ""","artifactType":"a/b","$schema":"artifact-type.schema.json"}""")]
    [DataRow("{" + Least + ""","config":{"mediaTypes":["a/b"],"content":{"a":null}}}""")]
    public void What_is_one_is_taken_by_both(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.IsEmpty(ConfigSchema.Problems(TypeSchema, bytes));
        Assert.AreEqual("a/b", ArtifactTypeFile.Parse(bytes, "widget.json").MediaType);
    }

    [TestMethod]
    [DataRow("{}", false)]
    [DataRow("""{"rules":null}""", false)]
    [DataRow("""{"rules":[null]}""", false)]
    [DataRow("""{"rules":[{"allow":"a/b"}]}""", false)]
    [DataRow("""{"rules":[{"allow":[null]}]}""", false)]
    [DataRow("""{"rules":[{"allows":[]}]}""", false)]
    [DataRow("""{"rules":[],"version":1}""", false)]
    [DataRow("""{"rules":[]}""", true)]
    [DataRow("""{"$schema":"policy.schema.json","rules":[{"registries":["*"],"deny":["a/*"],"reason":"No."}]}""", true)]
    public async Task A_policy_is_the_same_to_both(string json, bool fits)
    {
        Assert.AreEqual(fits, ConfigSchema.Problems(PolicySchema, Encoding.UTF8.GetBytes(json)).Count == 0);
        var path = _work.Write("policy.json", json);
        if (fits) await RegistryPolicy.ReadAsync(path, CancellationToken.None);
        else await Failure.WithAsync(OciErrorCode.InvalidPolicy, () => RegistryPolicy.ReadAsync(path, CancellationToken.None));
    }

    // Each object in the schema has the same members as its type, on all levels.
    private static void AssertMembers(JsonObject schema, JsonTypeInfo type, JsonNode definitions)
    {
        var members = schema["properties"]!.AsObject();
        var properties = type.Properties.Where(property => property.Get is not null || property.Set is not null).ToList();
        Assert.AreSequenceEqual(
            properties.Select(property => property.Name).Order(StringComparer.Ordinal),
            members.Select(member => member.Key).Order(StringComparer.Ordinal),
            type.Type.Name);
        foreach (var property in properties)
        {
            var member = members[property.Name]!.AsObject();
            var referenced = member["$ref"] is { } reference ? definitions[reference.GetValue<string>().Split('/')[^1]] : member;
            var inner = (member["items"] ?? referenced)!.AsObject();
            var info = type.Options.GetTypeInfo(property.PropertyType);
            if (info.Kind == JsonTypeInfoKind.Enumerable) info = type.Options.GetTypeInfo(info.ElementType!);
            if (info.Kind == JsonTypeInfoKind.Object) AssertMembers(inner, info, definitions);
            if (info.Type.IsEnum) AssertNames(inner, info);
        }
    }

    private static void AssertNames(JsonObject member, JsonTypeInfo type) => Assert.AreSequenceEqual(
        Enum.GetValues(type.Type).Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, type)!.GetValue<string>()),
        member["enum"]!.AsArray().Select(name => name!.GetValue<string>()));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode schema) => schema switch
    {
        JsonObject members => (members["properties"] as JsonObject ?? []).Concat(members.SelectMany(member => Members(member.Value!))),
        JsonArray items => items.SelectMany(item => Members(item!)),
        _ => [],
    };
}

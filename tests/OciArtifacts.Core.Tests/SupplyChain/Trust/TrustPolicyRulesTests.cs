using System.Text;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Trust;

/// <summary>A trust policy that contradicts itself is refused, as Notation refuses it.</summary>
[TestClass]
public sealed class TrustPolicyRulesTests : IDisposable
{
    private const string Least = """
        {"version":"1.0","trustPolicies":[
          {"name":"a","registryScopes":["registry.contoso.example/a"],"signatureVerification":{"level":"strict"},
           "cosignKeys":["release.pub"]},
          {"name":"b","registryScopes":["registry.contoso.example/b"],"signatureVerification":{"level":"strict"},
           "trustStores":["ca:contoso"],"trustedIdentities":["*"]},
          {"name":"c","registryScopes":["registry.contoso.example/c"],"signatureVerification":{"level":"skip"}}
        ]}
        """;

    private static readonly string Schema =
        File.ReadAllText(Checkout.Path("src/OciArtifacts.Core/SupplyChain/Trust/trust-policy.schema.json"));

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    // The third column says whether an editor finds it by the schema too.
    [TestMethod]
    [DataRow("version", "\"1.1\"", true)]
    [DataRow("trustPolicies", "[]", true)]
    [DataRow("trustPolicies.0.name", "\"\"", true)]
    [DataRow("trustPolicies.0.name", "\"b\"", false)]
    [DataRow("trustPolicies.0.registryScopes", "[]", true)]
    [DataRow("trustPolicies.0.registryScopes", """["*","registry.contoso.example/x"]""", false)]
    [DataRow("trustPolicies.0.registryScopes", """["registry.contoso.example/b"]""", false)]
    [DataRow("trustPolicies.0.registryScopes", """["REGISTRY.contoso.example/b"]""", false)]
    [DataRow("trustPolicies.0.registryScopes", """["registry.contoso.example"]""", true)]
    [DataRow("trustPolicies.0.registryScopes", """["registry.contoso.example/x*"]""", true)]
    [DataRow("trustPolicies.0.registryScopes", """["*/x"]""", true)]
    [DataRow("trustPolicies.0.registryScopes", """["registry.contoso.example/x:1.0"]""", false)]
    [DataRow("trustPolicies.0.registryScopes", """["registry.contoso.example/X"]""", false)]
    [DataRow("trustPolicies.0.signatureVerification.level", "\"none\"", true)]
    [DataRow("trustPolicies.0.signatureVerification.level", "\"skip\"", false)]
    [DataRow("trustPolicies.1.signatureVerification.level", "\"skip\"", false)]
    [DataRow("trustPolicies.0.signatureVerification.override", """{"integrity":"log"}""", true)]
    [DataRow("trustPolicies.0.signatureVerification.override", """{"authenticity":"skip"}""", true)]
    [DataRow("trustPolicies.0.signatureVerification.override", """{"authenticTimestamp":"skip"}""", true)]
    [DataRow("trustPolicies.0.signatureVerification.override", """{"expiry":"skip"}""", true)]
    [DataRow("trustPolicies.2.signatureVerification.override", "{}", false)]
    [DataRow("trustPolicies.0.signatureVerification.verifyTimestamp", "\"never\"", true)]
    [DataRow("trustPolicies.2.registryScopes", """["*"]""", false)]
    [DataRow("trustPolicies.0.cosignKeys", "[]", false)]
    [DataRow("trustPolicies.0.cosignKeys", """[" "]""", false)]
    [DataRow("trustPolicies.2.digests", """["sha256:abc"]""", true)]
    [DataRow("trustPolicies.2.digests", """["md5:d41d8cd98f00b204e9800998ecf8427e"]""", true)]
    [DataRow("trustPolicies.2.artifactType", "\"widget\"", true)]
    [DataRow("trustPolicies.1.trustStores", "[]", false)]
    [DataRow("trustPolicies.1.trustStores", """["tsa:clock"]""", false)]
    [DataRow("trustPolicies.1.trustStores", """["contoso"]""", true)]
    [DataRow("trustPolicies.1.trustStores", """["ca:.."]""", true)]
    [DataRow("trustPolicies.1.trustStores", """["ca:a/b"]""", true)]
    [DataRow("trustPolicies.1.trustStores", """["root:contoso"]""", true)]
    [DataRow("trustPolicies.1.trustedIdentities", "[]", false)]
    [DataRow("trustPolicies.1.trustedIdentities", """["*","x509.subject: C=US, ST=WA, O=Contoso"]""", false)]
    [DataRow("trustPolicies.1.trustedIdentities", """["C=US, ST=WA, O=Contoso"]""", true)]
    [DataRow("trustPolicies.1.trustedIdentities", """["x509.subject: C=US, ST=WA, O=A","x509.subject: C=US, ST=WA, O=A, OU=B"]""", false)]
    [DataRow("trustPolicies.0.attestations", """[{"predicateType":"slsaprovenance1"}]""", true)]
    [DataRow("trustPolicies.0.attestations", """[{"predicateType":"a:b"},{"predicateType":"a:b"}]""", false)]
    [DataRow("trustPolicies.0.attestations", """[{"keys":["release.pub"]}]""", true)]
    [DataRow("trustPolicies.0.attestations", """[{"predicateType":"a:b","keys":[""]}]""", true)]
    [DataRow("trustPolicies.1.attestations", """[{"predicateType":"a:b"}]""", false)]
    [DataRow("trustPolicies.2.attestations", """[{"predicateType":"a:b","keys":["release.pub"]}]""", false)]
    [DataRow("trustPolicies.0.colour", "\"blue\"", true)]
    [DataRow("trustPolicies.0.registryScopes", "null", true)]
    [DataRow("trustPolicies.0.registryScopes", "[null]", true)]
    public async Task What_is_no_trust_policy_is_refused(string path, string value, bool isFoundBySchema)
    {
        var json = JsonNode.Parse(Least)!;
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(json, (node, name) => node is JsonArray items ? items[name[0] - '0']! : node[name]!);
        parent[names[^1]] = JsonNode.Parse(value);
        var file = TrustPolicies.Write(_work, json.ToJsonString());
        var failure = await Failure.WithAsync(OciErrorCode.InvalidTrustPolicy, () => TrustPolicies.ReadAsync(file));
        Assert.AreEqual((file, 1), (failure.File, failure.Line));
        Assert.AreEqual(isFoundBySchema, ConfigSchema.Problems(Schema, Encoding.UTF8.GetBytes(json.ToJsonString())).Count > 0);
    }

    [TestMethod]
    public async Task What_is_one_is_taken_by_the_reader_and_by_the_schema()
    {
        await TrustPolicies.ReadAsync(TrustPolicies.Write(_work, Least));
        Assert.IsEmpty(ConfigSchema.Problems(Schema, Encoding.UTF8.GetBytes(Least)));
    }

    [TestMethod]
    [DataRow("*")]
    [DataRow("registry.contoso.example/widget")]
    [DataRow("localhost:5000/team/widget")]
    [DataRow("registry.contoso.example/*")]
    [DataRow("registry.contoso.example/team/*")]
    public async Task A_scope_is_taken_by_the_reader_and_by_the_schema(string scope)
    {
        var path = TrustPolicies.WriteOne(_work, "\"cosignKeys\": [\"release.pub\"]", scopes: $"\"{scope}\"");
        await TrustPolicies.ReadAsync(path);
        Assert.IsEmpty(ConfigSchema.Problems(Schema, await File.ReadAllBytesAsync(path)));
    }
}

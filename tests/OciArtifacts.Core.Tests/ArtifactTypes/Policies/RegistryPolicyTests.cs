using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Policies;

[TestClass]
public sealed class RegistryPolicyTests : IDisposable
{
    private const string Widget = "application/vnd.contoso.widget.v1";
    private const string Layer = "application/vnd.contoso.widget.data.layer.v1.txt";

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("""[]""", true)]
    [DataRow("""[{}]""", true)]
    [DataRow("""[{"allow":["application/vnd.contoso.*"]}]""", true)]
    [DataRow("""[{"allow":["APPLICATION/vnd.contoso.widget.v?"]}]""", true)]
    [DataRow("""[{"allow":["application/vnd.fabrikam.*"]}]""", false)]
    [DataRow("""[{"allow":[]}]""", false)]
    [DataRow("""[{"deny":["*.widget.*"]}]""", false)]
    [DataRow("""[{"allow":["*"],"deny":["*"]}]""", false, DisplayName = "what is denied is not allowed by anything else")]
    [DataRow("""[{"allowLayers":["text/*"]}]""", false)]
    [DataRow("""[{"denyLayers":["*.txt"]}]""", false)]
    [DataRow("""[{"denyLayers":["image/*"]}]""", true)]
    [DataRow("""[{"registries":["registry.contoso.example"],"deny":["*"]}]""", false)]
    [DataRow("""[{"registries":["REGISTRY.contoso.example"],"deny":["*"]}]""", false)]
    [DataRow("""[{"registries":["*.fabrikam.example"],"deny":["*"]}]""", true)]
    [DataRow("""[{"repositories":["team/*"],"deny":["*"]}]""", false)]
    [DataRow("""[{"repositories":["other/*"],"deny":["*"]}]""", true)]
    [DataRow("""[{"repositories":["team/*"]},{"deny":["*"]}]""", true, DisplayName = "the first rule that fits decides")]
    [DataRow("""[{"deny":["*"]},{"repositories":["team/*"]}]""", false)]
    public async Task A_rule_says_what_may_be_sent_where(string rules, bool isAllowed)
    {
        var policy = await ReadAsync(rules);
        var manifest = new Manifest(Descriptor.Empty, [Descriptor.Of(Layer, "a"u8)]) { ArtifactType = Widget };
        var finding = policy.Check(manifest, "registry.contoso.example", "team/widget");
        Assert.AreEqual(isAllowed, finding is null, finding?.Message);
        if (finding is not null) Assert.AreEqual((OciErrorCode.PolicyDenied, FindingSeverity.Error), (finding.Code, finding.Severity));
    }

    [TestMethod]
    public async Task Why_is_said_with_what_and_where()
    {
        var policy = await ReadAsync("""[{"deny":["*"],"reason":"Widgets stay at home."}]""");
        var finding = policy.Check(Widget, "registry.contoso.example", "team/widget")!;
        Assert.AreEqual(Remedy.Policy, finding.Remedy);
        foreach (var part in (string[])[Widget, "registry.contoso.example/team/widget: Widgets stay at home. "])
        {
            Assert.Contains(part, finding.Message, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public async Task Without_a_config_and_an_artifactType_the_type_is_that_of_the_config()
    {
        var policy = await ReadAsync("""[{"deny":["application/vnd.contoso.old.config.v1+json"]}]""");
        Assert.IsNotNull(
            policy.Check(new Manifest(Descriptor.Of("application/vnd.contoso.old.config.v1+json", "{}"u8), [Descriptor.Empty]), "r", "a"));
    }

    [TestMethod]
    public async Task The_empty_layer_is_none()
    {
        var policy = await ReadAsync("""[{"allowLayers":[]}]""");
        Assert.IsNull(policy.Check(new Manifest(Descriptor.Empty, [Descriptor.Empty]) { ArtifactType = Widget }, "r", "a"));
    }

    private Task<RegistryPolicy> ReadAsync(string rules) =>
        RegistryPolicy.ReadAsync(_work.Write("policy.json", $"{{\"rules\":{rules}}}"), CancellationToken.None);
}

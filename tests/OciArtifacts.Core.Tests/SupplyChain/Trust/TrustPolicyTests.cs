using OciArtifacts.Core.SupplyChain.Trust;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Trust;

/// <summary>A trust policy of Notation is read as it is, and with what only this library has.</summary>
[TestClass]
public sealed class TrustPolicyTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("""{"\ud800":1}""")]
    [DataRow("""{"\ud800":1,"version":"1.0"}""")]
    [DataRow("""{"version":"\ud800"}""")]
    public async Task Half_of_a_surrogate_pair_makes_a_policy_invalid(string json)
    {
        var path = TrustPolicies.Write(_work, json);
        await Failure.WithAsync(OciErrorCode.InvalidTrustPolicy, () => TrustPolicies.ReadAsync(path));
    }

    [TestMethod]
    [DataRow("one")]
    [DataRow("strict")]
    [DataRow("level")]
    [DataRow("release.pub")]
    public async Task What_is_no_UTF8_makes_a_policy_invalid(string changed)
    {
        var path = TrustPolicies.WriteOne(_work, "\"cosignKeys\": [\"release.pub\"]");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(changed))] = 0xff;
        await File.WriteAllBytesAsync(path, bytes);
        await Failure.WithAsync(OciErrorCode.InvalidTrustPolicy, () => TrustPolicies.ReadAsync(path));
    }

    [TestMethod]
    public async Task A_trust_policy_of_Notation_is_one()
    {
        var policy = await TrustPolicies.ReadAsync(TrustPolicies.Write(_work, """
            {
              "version": "1.0",
              "trustPolicies": [
                {
                  // Comments are allowed, as in the specification.
                  "name": "contoso",
                  "registryScopes": ["registry.contoso.example/widget", "registry.contoso.example/gadget"],
                  "signatureVerification": {
                    "level": "strict",
                    "override": { "revocation": "skip" },
                    "verifyTimestamp": "afterCertExpiry"
                  },
                  "trustStores": ["ca:contoso", "signingAuthority:contoso", "tsa:clock"],
                  "trustedIdentities": ["x509.subject: C=US, ST=WA, O=Contoso, OU=A\\,B", "x509.subject: C=DE, ST=BE, O=Contoso"],
                },
                {
                  "name": "unsigned",
                  "registryScopes": ["registry.contoso.example/unsigned"],
                  "signatureVerification": { "level": "skip" }
                },
                {
                  "name": "others",
                  "registryScopes": ["*"],
                  "signatureVerification": { "level": "audit" },
                  "trustStores": ["ca:contoso"],
                  "trustedIdentities": ["*"]
                }
              ]
            }
            """));
        var rule = policy.RuleFor("registry.contoso.example/widget")!;
        Assert.AreEqual(("contoso", true), (rule.Name, rule.DemandsNotation));
        Assert.AreEqual((1, 1, 1), (rule.Authorities.Count, rule.SigningAuthorities.Count, rule.TimestampAuthorities.Count));
        Assert.HasCount(2, rule.Identities!);
        Assert.AreEqual(TimestampUse.AfterCertExpiry, rule.Verification.VerifyTimestamp);
        Assert.AreEqual("unsigned", policy.RuleFor("registry.contoso.example/unsigned")!.Name);
        Assert.IsNull(policy.RuleFor("registry.contoso.example/other")!.Identities);
        Assert.AreEqual("others", policy.RuleFor("registry.contoso.example/widget/part")!.Name);
    }

    [TestMethod]
    public async Task It_can_demand_keys_of_cosign_attestations_a_type_and_a_digest()
    {
        var digest = $"sha256:{new string('a', 64)}";
        var policy = await TrustPolicies.ReadAsync(TrustPolicies.WriteOne(_work, $$"""
            "cosignKeys": ["release.pub"],
            "attestations": [
              { "predicateType": "https://slsa.dev/provenance/v1", "keys": ["keys/ci.pub"] },
              { "predicateType": "https://spdx.dev/Document" }
            ],
            "artifactType": "application/vnd.contoso.widget.v1",
            "digests": ["{{digest}}"]
            """));
        var rule = policy.RuleFor("registry.contoso.example/widget")!;
        Assert.IsFalse(rule.DemandsNotation);
        Assert.AreEqual(TestKeys.Public("P-256").Id, rule.CosignKeys.Single().Key.Id);
        Assert.AreEqual(TestKeys.Public("other P-256").Id, rule.Attestations[0].Keys.Single().Key.Id);
        Assert.AreEqual("https://spdx.dev/Document", rule.Attestations[1].PredicateType);
        Assert.AreEqual("release.pub", rule.Attestations[1].Keys.Single().Name);
        Assert.AreEqual("application/vnd.contoso.widget.v1", rule.ArtifactType);
        Assert.AreEqual(digest, rule.Digests.Single().ToString());
    }

    [TestMethod]
    [DataRow("registry.contoso.example/team/widget", "exact")]
    [DataRow("REGISTRY.contoso.example/team/widget", "exact")]
    [DataRow("registry.contoso.example/team/gadget", "team")]
    [DataRow("registry.contoso.example/team/a/b", "team")]
    [DataRow("registry.contoso.example/teams/widget", "registry")]
    [DataRow("registry.contoso.example/team", "registry")]
    [DataRow("other.contoso.example/team/widget", "all")]
    [DataRow("", "all")]
    public async Task The_policy_with_the_nearest_scope_is_used(string repository, string name)
    {
        string One(string policy, string scope) => $$"""
            {"name":"{{policy}}","registryScopes":["{{scope}}"],"signatureVerification":{"level":"strict"},"cosignKeys":["release.pub"]}
            """;
        var policy = await TrustPolicies.ReadAsync(TrustPolicies.Write(_work, $$"""
            {"version":"1.0","trustPolicies":[
            {{One("all", "*")}},{{One("registry", "registry.contoso.example/*")}},
            {{One("team", "registry.contoso.example/team/*")}},{{One("exact", "registry.contoso.example/team/widget")}}]}
            """));
        Assert.AreEqual(name, policy.RuleFor(repository)!.Name);
    }

    [TestMethod]
    public async Task Without_a_scope_that_fits_there_is_none()
    {
        var path = TrustPolicies.WriteOne(_work, "\"cosignKeys\": [\"release.pub\"]", scopes: "\"registry.contoso.example/widget\"");
        Assert.IsNull((await TrustPolicies.ReadAsync(path)).RuleFor("registry.contoso.example/gadget"));
    }

    [TestMethod]
    [DataRow("strict", "Enforce Enforce Enforce Enforce")]
    [DataRow("permissive", "Enforce Log Log Log")]
    [DataRow("audit", "Log Log Log Log")]
    public async Task Each_level_enforces_what_the_specification_says(string level, string actions)
    {
        var policy = await TrustPolicies.ReadAsync(TrustPolicies.WriteOne(_work, "\"cosignKeys\": [\"release.pub\"]", level));
        var rule = policy.RuleFor("")!;
        Assert.AreEqual(actions, string.Join(' ', rule.Authenticity, rule.AuthenticTimestamp, rule.Expiry, rule.Revocation));
    }

    [TestMethod]
    public async Task An_override_is_stronger_than_the_level()
    {
        var path = TrustPolicies.Write(_work, """
            {"version":"1.0","trustPolicies":[{"name":"a","registryScopes":["*"],"cosignKeys":["release.pub"],
            "signatureVerification":{"level":"strict","override":{"authenticity":"log","authenticTimestamp":"log","expiry":"log","revocation":"skip"}}}]}
            """);
        var rule = (await TrustPolicies.ReadAsync(path)).RuleFor("")!;
        Assert.AreEqual("Log Log Log Skip", string.Join(' ', rule.Authenticity, rule.AuthenticTimestamp, rule.Expiry, rule.Revocation));
    }

    [TestMethod]
    public async Task A_misspelled_member_is_found_with_its_line()
    {
        var path = TrustPolicies.WriteOne(_work, "\"cosignKey\": [\"release.pub\"]");
        var failure = await Failure.WithAsync(OciErrorCode.InvalidTrustPolicy, () => TrustPolicies.ReadAsync(path));
        Assert.AreEqual((path, 7), (failure.File, failure.Line));
        Assert.Contains("Did you mean cosignKeys?", failure.Message);
    }

    [TestMethod]
    public async Task A_wrong_value_is_found_with_its_line()
    {
        var path = TrustPolicies.WriteOne(_work, "\"cosignKeys\": [\"release.pub\",\n\"\"]");
        var failure = await Failure.WithAsync(OciErrorCode.InvalidTrustPolicy, () => TrustPolicies.ReadAsync(path));
        Assert.AreEqual(8, failure.Line);
        Assert.Contains("'trustPolicies[0].cosignKeys[1]' is empty", failure.Message);
    }

    [TestMethod]
    [DataRow("{", 2)]
    [DataRow("[]", 0)]
    public async Task What_is_no_JSON_object_is_none(string json, int line)
    {
        var path = _work.Write("trust-policy.json", json + "\n");
        var failure = await Failure.WithAsync(OciErrorCode.InvalidTrustPolicy, () => TrustPolicies.ReadAsync(path));
        Assert.AreEqual(line, failure.Line);
    }

    [TestMethod]
    public async Task A_key_that_is_missing_fails_at_once()
    {
        var path = TrustPolicies.WriteOne(_work, "\"cosignKeys\": [\"other.pub\"]");
        var failure = await Failure.WithAsync(OciErrorCode.FileNotFound, () => TrustPolicies.ReadAsync(path));
        Assert.Contains(_work["other.pub"], failure.Message);
    }

    [TestMethod]
    [DataRow("missing", "does not exist")]
    [DataRow("empty", "has no certificate")]
    [DataRow("nested", "has no certificate")]
    public async Task A_store_without_certificates_fails_at_once(string store, string said)
    {
        _work.Write("truststore/x509/ca/empty/readme.txt", "none");
        _work.Write("truststore/x509/ca/nested/inner/root.pem", "none");
        var path = TrustPolicies.WriteOne(_work, $"\"trustStores\": [\"ca:{store}\"], \"trustedIdentities\": [\"*\"]");
        var failure = await Failure.WithAsync(OciErrorCode.InvalidTrustPolicy, () => TrustPolicies.ReadAsync(path));
        Assert.Contains(said, failure.Message);
    }

    [TestMethod]
    [DataRow("linked")]
    [DataRow("holder")]
    public async Task A_store_has_no_links(string store)
    {
        if (OperatingSystem.IsWindows()) Assert.Inconclusive("Links need a right on Windows.");
        var path = TrustPolicies.WriteOne(_work, $"\"trustStores\": [\"ca:{store}\"], \"trustedIdentities\": [\"*\"]");
        Directory.CreateSymbolicLink(_work["truststore/x509/ca/linked"], _work["truststore/x509/ca/contoso"]);
        Directory.CreateDirectory(_work["truststore/x509/ca/holder"]);
        File.CreateSymbolicLink(_work["truststore/x509/ca/holder/root.pem"], _work["truststore/x509/ca/contoso/root.pem"]);
        var failure = await Failure.WithAsync(OciErrorCode.InvalidTrustPolicy, () => TrustPolicies.ReadAsync(path));
        Assert.Contains("is a link", failure.Message);
    }

    [TestMethod]
    public async Task A_file_of_a_store_that_is_no_certificate_fails()
    {
        _work.Write("truststore/x509/ca/broken/root.pem", "no certificate");
        var path = TrustPolicies.WriteOne(_work, "\"trustStores\": [\"ca:broken\"], \"trustedIdentities\": [\"*\"]");
        await Failure.WithAsync(OciErrorCode.InvalidCertificateChain, () => TrustPolicies.ReadAsync(path));
    }
}

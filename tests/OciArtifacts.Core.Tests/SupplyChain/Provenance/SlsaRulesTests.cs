using System.Text.Json.Nodes;

namespace OciArtifacts.Core.Tests.SupplyChain.Provenance;

/// <summary>The rules find what breaks them. A check that finds nothing would show nothing.</summary>
[TestClass]
public sealed class SlsaRulesTests
{
    [TestMethod]
    [DataRow("_type", "\"https://in-toto.io/Statement/v0.1\"")]
    [DataRow("predicateType", "\"https://slsa.dev/provenance/v0.2\"")]
    [DataRow("subject", "[]")]
    [DataRow("subject", """[{"digest":{}}]""")]
    [DataRow("subject", """[{"digest":{"sha256":"sha256:ab"}}]""")]
    [DataRow("predicate.buildDefinition", "null")]
    [DataRow("predicate.buildDefinition.buildType", "\"build\"")]
    [DataRow("predicate.buildDefinition.buildType", "\"HTTPS://contoso.example/build\"")]
    [DataRow("predicate.buildDefinition.externalParameters", "null")]
    [DataRow("predicate.buildDefinition.externalParameters.event", "\"push\"")]
    [DataRow("predicate.buildDefinition.externalParameters.project", "{}")]
    [DataRow("predicate.buildDefinition.resolvedDependencies", """[{"name":"a"}]""")]
    [DataRow("predicate.buildDefinition.resolvedDependencies", """[{"uri":"a","digest":{"sha256":"AB"}}]""")]
    [DataRow("predicate.buildDefinition.resolvedDependencies", """[{"uri":"a","version":"1"}]""")]
    [DataRow("predicate.runDetails.builder", "{}")]
    [DataRow("predicate.runDetails.startedOn", "\"2026-01-01T00:00:00Z\"")]
    public void A_statement_that_breaks_a_rule_is_found(string path, string value)
    {
        var statement = JsonNode.Parse(Builds.On("github").StatementOf(Builds.Subject))!;
        Assert.IsEmpty(SlsaRules.Problems(statement));
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(statement, (node, name) => node[name]!);
        parent[names[^1]] = JsonNode.Parse(value);
        Assert.IsNotEmpty(SlsaRules.Problems(statement));
    }
}

using System.Text;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Provenance;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Provenance;

/// <summary>A provenance says what the build knows, and nothing else.</summary>
[TestClass]
public sealed class SlsaProvenanceTests : IDisposable
{
    private static readonly string Here = Checkout.Path("tests/OciArtifacts.Core.Tests/SupplyChain/Provenance");

    private readonly WorkFolder _work = new();

    public required TestContext TestContext { get; set; }

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("local")]
    [DataRow("github")]
    [DataRow("azure")]
    [DataRow("gitlab")]
    public void On_each_platform_it_is_as_it_always_was(string platform)
    {
        var statement = Builds.On(platform).StatementOf(Builds.Subject);
        var node = JsonNode.Parse(statement)!;
        Assert.AreEqual(node.ToJsonString(JsonText.Compact), Encoding.UTF8.GetString(statement));
        Assert.AreEqual(File.ReadAllText(Path.Combine(Here, "Golden", $"{platform}.json")), node.ToJsonString(JsonText.Readable) + "\n");
    }

    [TestMethod]
    [DataRow("local")]
    [DataRow("github")]
    [DataRow("azure")]
    [DataRow("gitlab")]
    public void It_keeps_the_rules_of_SLSA(string platform)
    {
        Assert.IsEmpty(SlsaRules.Problems(JsonNode.Parse(Builds.On(platform).StatementOf(Builds.Subject))!));
        Assert.IsEmpty(SlsaRules.Problems(JsonNode.Parse(Builds.On(platform, new BuildFacts("Least")).StatementOf(Builds.Subject))!));
    }

    [TestMethod]
    [DataRow("local")]
    [DataRow("github")]
    [DataRow("azure")]
    [DataRow("gitlab")]
    public void It_has_no_secret_and_no_name_of_a_user_or_a_machine(string platform)
    {
        var facts = Builds.Widget with { Repository = "https://person:secret-token@host.example/widget?key=secret" };
        var statement = Encoding.UTF8.GetString(Builds.On(platform, facts).StatementOf(Builds.Subject));
        Assert.Contains("host.example/widget", statement);
        foreach (var word in (string[])["secret", "person", Environment.MachineName, Environment.UserName])
        {
            Assert.DoesNotContain($"{word}\"", statement, word);
            Assert.DoesNotContain($"{word}-", statement, word);
            Assert.DoesNotContain($"{word}@", statement, word);
        }
    }

    [TestMethod]
    public void Outside_of_a_platform_it_is_the_same_each_time_whatever_the_order()
    {
        var other = Builds.Widget with { Dependencies = [.. Builds.Widget.Dependencies.Reverse(), .. Builds.Widget.Dependencies] };
        Assert.AreSequenceEqual(
            Builds.On("local").StatementOf(Builds.Subject), Builds.On("local", other).StatementOf(Builds.Subject));
        Assert.IsNull(Builds.On("local").ProducerKey);
    }

    [TestMethod]
    public void Dependencies_stand_in_the_order_of_their_addresses()
    {
        var facts = new BuildFacts("Widget")
        {
            Dependencies = [new("a", "pkg:nuget/B@1.0.0", Digest: null), new("b", "pkg:nuget/A@1.0.0", Digest: null)],
        };
        Assert.AreSequenceEqual(
            ["pkg:nuget/A@1.0.0", "pkg:nuget/B@1.0.0"],
            Predicate(Builds.On("local", facts))["buildDefinition"]!["resolvedDependencies"]!.AsArray()
                .Select(one => one!["uri"]!.GetValue<string>()));
    }

    [TestMethod]
    public void What_the_build_says_wins_over_the_platform()
    {
        var facts = Builds.Widget with { Repository = "https://contoso.example/fork", Revision = new string('A', 40) };
        var source = Predicate(Builds.On("github", facts))["buildDefinition"]!["resolvedDependencies"]![0]!;
        Assert.AreEqual("git+https://contoso.example/fork@refs/heads/main", source["uri"]!.GetValue<string>());
        Assert.AreEqual(new string('a', 40), source["digest"]!["gitCommit"]!.GetValue<string>());
    }

    [TestMethod]
    public void Without_a_word_of_the_build_the_platform_says_what_it_builds()
    {
        var source = Predicate(Builds.On("github", new BuildFacts("Widget")))["buildDefinition"]!["resolvedDependencies"]![0]!;
        Assert.AreEqual("git+https://github.com/contoso/widget@refs/heads/main", source["uri"]!.GetValue<string>());
        Assert.AreEqual(Builds.Widget.Revision, source["digest"]!["gitCommit"]!.GetValue<string>());
    }

    [TestMethod]
    [DataRow("C4711")]
    [DataRow("7fd1a60")]
    [DataRow("zfd1a60b01f91b314f59955a4e4d4e80d8edf11d")]
    public void A_revision_that_is_no_commit_is_no_digest(string revision)
    {
        var facts = Builds.Widget with { Revision = revision };
        Assert.IsNull(Predicate(Builds.On("local", facts))["buildDefinition"]!["resolvedDependencies"]![0]!["digest"]);
    }

    [TestMethod]
    public void The_key_on_a_platform_is_that_of_the_inputs_and_not_of_the_run()
    {
        string KeyWith(string name, string value, BuildFacts? facts = null)
        {
            var variables = new Dictionary<string, string>(Builds.Variables("github"), StringComparer.Ordinal) { [name] = value };
            return new SlsaProvenance(facts ?? Builds.Widget, BuilderEnvironment.Read(variables)).ProducerKey!;
        }

        var key = Builds.On("github").ProducerKey;
        Assert.IsNotNull(key);
        Assert.AreEqual(key, KeyWith("GITHUB_RUN_ID", "2"));
        Assert.AreEqual(key, KeyWith("GITHUB_EVENT_NAME", "workflow_dispatch"));
        Assert.AreNotEqual(key, KeyWith("GITHUB_REF", "refs/heads/other"));
        Assert.AreNotEqual(key, KeyWith("RUNNER_ENVIRONMENT", "self-hosted"));
        Assert.AreNotEqual(key, KeyWith("GITHUB_RUN_ID", "2", Builds.Widget with { Configuration = "Debug" }));
    }

    [TestMethod]
    public async Task The_referrer_is_about_its_subject_and_passes_the_checks_of_its_type()
    {
        var promise = Builds.On("github").Promise(ReferrerSelector.Root);
        var plan = new ManifestPlan("application/vnd.contoso.widget.v1", []) { Referrers = [promise] };
        var artifact = await new ArtifactPacker(_work.Path).PackAsync(plan, TestContext.CancellationToken);
        var manifest = artifact.Referrers.Single().Manifest!.Manifest;
        Assert.AreEqual("application/vnd.in-toto+json", manifest.ArtifactType);
        Assert.AreEqual("https://slsa.dev/provenance/v1", manifest.Annotations!["in-toto.io/predicate-type"]);
        Assert.AreEqual("https://slsa.dev/provenance/v1", manifest.Layers.Single().Annotations!["in-toto.io/predicate-type"]);
        var check = new ArtifactCheck(ArtifactTypeCatalog.BuiltIn);
        Assert.IsEmpty(await check.RunAsync(manifest, artifact, TestContext.CancellationToken));
        Assert.IsEmpty(await AttestationCheck.RunAsync(manifest, artifact, [artifact.Root.Digest], [], TestContext.CancellationToken));
        Assert.IsNotEmpty(
            await AttestationCheck.RunAsync(manifest, artifact, [Builds.Subject.Digest], [], TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task Annotations_of_the_caller_stand_beside_those_of_the_form()
    {
        var created = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Created] = "2026-01-01T00:00:00Z" };
        var plan = new ManifestPlan("application/vnd.contoso.widget.v1", [])
        {
            Referrers = [Builds.On("local").Promise(ReferrerSelector.Root, annotations: created)],
        };
        var artifact = await new ArtifactPacker(_work.Path).PackAsync(plan, TestContext.CancellationToken);
        Assert.AreSequenceEqual(
            ["in-toto.io/predicate-type", Annotations.Created],
            artifact.Referrers.Single().Manifest!.Manifest.Annotations!.Keys.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void The_page_of_the_build_type_is_where_its_URI_says_and_shows_a_real_one()
    {
        var page = File.ReadAllText(Checkout.Path(ProvenanceNames.BuildType.Split('#')[1]));
        var predicate = Predicate(Builds.On("github"));
        Assert.Contains($"```json\n{predicate.ToJsonString(JsonText.Readable)}\n```", page);
        Assert.Contains(ProvenanceNames.LocalBuilder, page);
        foreach (var member in predicate["buildDefinition"]!["externalParameters"]!.AsObject().Select(pair => pair.Key)
            .Concat(predicate["buildDefinition"]!["internalParameters"]!.AsObject().Select(pair => pair.Key)))
        {
            Assert.Contains($"| `{member}` |", page, member);
        }

        foreach (var variable in BuilderEnvironment.Variables) Assert.Contains($"`{variable}`", page, variable);
    }

    private static JsonNode Predicate(SlsaProvenance provenance) =>
        JsonNode.Parse(provenance.StatementOf(Builds.Subject))!["predicate"]!;
}

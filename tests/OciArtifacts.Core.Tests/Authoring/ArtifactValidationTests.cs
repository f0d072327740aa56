using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Authoring;

/// <summary>The validation of an artifact and its referrers before they are written or pushed.</summary>
[TestClass]
public sealed class ArtifactValidationTests : IDisposable
{
    private const string Type = "application/vnd.contoso.widget.v1";
    private const string Report = "application/spdx+json";
    private const string InToto = "application/vnd.in-toto+json";

    private readonly WorkFolder _work = new("validation");

    public required TestContext TestContext { get; set; }

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow($$"""{"deny":["{{Type}}"]}""", Type)]
    [DataRow($$"""{"deny":["{{Report}}"]}""", Report)]
    [DataRow("""{"deny":["*"]}""", $"{Type} {Report}")]
    [DataRow("""{"registries":["ghcr.io"],"deny":["*"]}""", "")]
    [DataRow("""{"repositories":["team/*"],"deny":["*"]}""", $"{Type} {Report}")]
    [DataRow("""{"repositories":["other/*"],"deny":["*"]}""", "")]
    public async Task A_policy_is_applied_to_the_artifact_and_to_each_referrer(string rule, string denied)
    {
        var findings = await RunAsync("registry.example", Policy(rule));
        var messages = findings.Where(finding => finding.Code == OciErrorCode.PolicyDenied).Select(finding => finding.Message).ToList();
        var types = denied.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(types.Length, messages);
        foreach (var (type, message) in types.Zip(messages))
        {
            StringAssert.Contains(message, $"does not allow artifacts of the type '{type}' in registry.example/team/widget");
        }
    }

    [TestMethod]
    public async Task Without_a_registry_neither_a_policy_nor_the_habits_of_one_matter()
    {
        var findings = await RunAsync(registry: null, Policy("""{"deny":["*"]}"""));
        Assert.IsFalse(
            findings.Any(finding => finding.Code is OciErrorCode.PolicyDenied or OciErrorCode.RegistryFilter), string.Join('\n', findings));
    }

    [TestMethod]
    [DataRow("registry.example")]
    [DataRow(null)]
    public async Task A_policy_that_is_not_there_stops_everything(string? registry)
    {
        var failure = await Assert.ThrowsExactlyAsync<OciException>(() => RunAsync(registry, _work["missing.json"]));
        Assert.AreEqual(OciErrorCode.FileNotFound, failure.Code);
    }

    [TestMethod]
    public async Task A_registry_that_is_known_to_refuse_a_type_is_warned_of_for_the_artifact()
    {
        var findings = await RunAsync("registry.gitlab.com", policy: "");
        StringAssert.Contains(findings.First(finding => finding.Code == OciErrorCode.RegistryFilter).Message, $"'{Type}'");
    }

    [TestMethod]
    public async Task A_referrer_is_checked_against_its_own_type()
    {
        _work.Write("app.spdx.json", "SPDXVersion: SPDX-2.3");
        var finding = (await RunAsync(registry: null, policy: "")).Single(finding => finding.Severity == FindingSeverity.Error);
        Assert.AreEqual(OciErrorCode.FormatMismatch, finding.Code);
        StringAssert.StartsWith(finding.Message, "The layer 'app.spdx.json'");
    }

    [TestMethod]
    [DataRow("widget", 0)]
    [DataRow("other", 1)]
    public async Task The_place_is_checked_by_what_the_type_says_also_where_nothing_is_sent(string name, int findings)
    {
        var definition = new ArtifactTypeDefinition("Widget", "A widget of Contoso.") { ArtifactType = Type, Repository = "{name}" };
        var type = new FilledType(definition, new JsonObject { ["name"] = name });
        var found = await RunAsync(registry: null, policy: "", type);
        Assert.HasCount(findings, found.Where(finding => finding.Code == OciErrorCode.PlaceMismatch));
    }

    [TestMethod]
    [DataRow("root", "root", true)]
    [DataRow("root", "entry", true)]
    [DataRow("root", "layer", true)]
    [DataRow("root", "published", true)]
    [DataRow("root", "other", false)]
    [DataRow("entry", "entry", true)]
    [DataRow("entry", "layer", true)]
    [DataRow("entry", "root", false)]
    [DataRow("entry", "published", false)]
    [DataRow("published", "published", true)]
    [DataRow("published", "entry", false)]
    public async Task A_statement_in_a_referrer_is_about_its_subject_or_about_what_that_names(string subject, string about, bool isRight)
    {
        var digests = DigestsOf(await PackAsync(Index()));
        var promise = new ReferrerPromise(InToto, (selected, _) => Task.FromResult(
            selected.Content.Digest == digests[subject] ? ArtifactPart.Of(StatementAbout(digests[about])) : null))
        {
            Selector = ReferrerSelector.All,
        };
        var plan = Index() with { Referrers = [promise] };
        var artifact = await PackAsync(plan);
        Assert.AreEqual(digests[subject], artifact.Referrers.Single(referrer => referrer.Content.ArtifactType == InToto).Subject);
        var findings = await FindAsync(plan, artifact, registry: null, policy: "");
        var wrong = findings.Where(finding => finding.Message.Contains("is a statement about", StringComparison.Ordinal)).ToList();
        Assert.HasCount(isRight ? 0 : 1, wrong);
        if (!isRight) StringAssert.Contains(wrong[0].Message, $"is attached to {digests[subject]}");
    }

    [TestMethod]
    [DataRow("application/vnd.contoso.published.v1")]
    [DataRow("application/vnd.contoso.published-bill.v1")]
    [DataRow("application/vnd.contoso.widgets.v1")]
    public async Task A_policy_is_applied_to_an_index_and_to_what_was_published_before(string denied)
    {
        var findings = await FindAsync(Index(), await PackAsync(Index()), "registry.example", Policy($$"""{"deny":["{{denied}}"]}"""));
        StringAssert.Contains(findings.Single(finding => finding.Code == OciErrorCode.PolicyDenied).Message, $"'{denied}'");
    }

    // An index of a manifest that is packed here and of one that was published before, with a referrer.
    private IndexPlan Index()
    {
        var store = new MemoryStore();
        var type = "application/vnd.contoso.published.v1";
        store.Add(MediaType.Empty, "{}"u8);
        var manifest = new Manifest(Descriptor.Empty, [Descriptor.Empty]) { ArtifactType = type };
        var root = store.Add(MediaType.Manifest, manifest.ToBytes()) with { ArtifactType = type };
        var bill = manifest with { ArtifactType = "application/vnd.contoso.published-bill.v1", Subject = root };
        var referrer = store.Add(MediaType.Manifest, bill.ToBytes()) with { ArtifactType = bill.ArtifactType };
        var published = PackedArtifact.Published(root, store, [new PackedReferrer(root.Digest, referrer)]);
        _work.Write("widget.txt", "widget");
        return new IndexPlan(
            "application/vnd.contoso.widgets.v1",
            [new(Plan(Type, "text/plain", "widget.txt"), new Platform("amd64", "linux")), new(published, new Platform("arm64", "linux"))]);
    }

    private static Dictionary<string, Digest> DigestsOf(PackedArtifact index) => new(StringComparer.Ordinal)
    {
        ["root"] = index.Root.Digest,
        ["entry"] = index.Entries[0].Content.Digest,
        ["layer"] = index.Manifests[0].Layers[0].Content.Digest,
        ["published"] = index.Entries[1].Content.Digest,
        ["other"] = Digest.Sha256("other"u8),
    };

    private static ManifestPlan StatementAbout(Digest digest)
    {
        var statement = $$$"""
            {
              "_type": "https://in-toto.io/Statement/v1",
              "subject": [{ "name": "widget", "digest": { "sha256": "{{{digest.Encoded}}}" } }],
              "predicateType": "https://contoso.example/checked/v1",
              "predicate": {}
            }
            """;
        return new ManifestPlan(InToto, [PlannedLayer.OfBytes("statement", InToto, System.Text.Encoding.UTF8.GetBytes(statement))]);
    }

    private string Policy(string rule) => _work.Write("policy.json", $$"""{"rules":[{{rule}}]}""");

    private async Task<IReadOnlyList<Finding>> RunAsync(string? registry, string policy, FilledType? type = null)
    {
        if (!File.Exists(_work["app.spdx.json"]))
        {
            _work.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""");
        }

        _work.Write("widget.txt", "widget");
        var plan = Plan(Type, "text/plain", "widget.txt") with { Referrers = [ReferrerPromise.Of(Plan(Report, Report, "app.spdx.json"))] };
        return await FindAsync(plan, await PackAsync(plan), registry, policy, type);
    }

    private Task<PackedArtifact> PackAsync(ArtifactPlan plan) =>
        new ArtifactPacker(_work["layers"]).PackAsync(plan, TestContext.CancellationToken);

    private async Task<IReadOnlyList<Finding>> FindAsync(
        ArtifactPlan plan, PackedArtifact artifact, string? registry, string policy, FilledType? type = null)
    {
        var destination = new Destination(registry, "team/widget", ["1.0.0"]);
        var validation = new ArtifactValidation(ArtifactTypeCatalog.BuiltIn, destination) { Type = type, Policy = policy };
        var inputs = new ArtifactInputs(Type) { BaseDirectory = _work.Path };
        return await validation.FindAsync(inputs, plan, artifact, TestContext.CancellationToken);
    }

    private ManifestPlan Plan(string type, string mediaType, string file)
    {
        var layer = new PlannedLayer(file, mediaType, LayerFormat.Raw, [new PlannedFile(_work[file], file)])
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["org.opencontainers.image.title"] = file },
        };
        return new ManifestPlan(type, [layer]);
    }
}

using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Authoring;

/// <summary>Files that become referrers: their types, and their separation from their subject.</summary>
[TestClass]
public sealed class FileReferrersTests : IDisposable
{
    private readonly WorkFolder _work = new("referrers");

    public required TestContext TestContext { get; set; }

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("reports/app.spdx.json", "application/spdx+json")]
    [DataRow("bom.json", "application/vnd.cyclonedx+json")]
    [DataRow("bom.xml", "application/vnd.cyclonedx+xml")]
    [DataRow("App.CDX.XML", "application/vnd.cyclonedx+xml")]
    [DataRow("a.sarif", "application/sarif+json")]
    [DataRow("a.sarif.json", "application/sarif+json")]
    public async Task The_name_of_the_file_says_its_type(string file, string type)
    {
        var plan = await PlanAsync(file);
        Assert.AreEqual(
            (type, type, Path.GetFileName(file)),
            (plan.ArtifactType, plan.Layers[0].MediaType, plan.Layers[0].Annotations[Annotations.Title]));
    }

    [TestMethod]
    public async Task What_is_said_counts_more_than_the_name()
    {
        var plan = await PlanAsync("app.spdx.json", referrer => referrer with { ArtifactType = "sarif" });
        Assert.AreEqual(("application/sarif+json", "application/sarif+json"), (plan.ArtifactType, plan.Layers[0].MediaType));
    }

    [TestMethod]
    [DataRow("bom.md")]
    [DataRow("spdx.json")]
    [DataRow("app.spdx.json.txt")]
    public async Task A_name_that_says_nothing_is_an_error_that_lists_the_names_that_do(string file)
    {
        var failure = await Assert.ThrowsExactlyAsync<OciException>(() => PlanAsync(file));
        Assert.AreEqual(OciErrorCode.UnknownType, failure.Code);
        StringAssert.Contains(failure.Message, "*.cdx.json, *.cyclonedx.json, bom.json");
        Assert.DoesNotContain("*.tgz", failure.Message);
    }

    [TestMethod]
    public async Task It_has_the_date_and_annotations_of_its_own_that_win_and_none_of_the_project()
    {
        Assert.AreEqual("2026-01-01T00:00:00Z", (await PlanAsync("a.sarif")).Annotations[Annotations.Created]);
        var plan = await PlanAsync("a.sarif", static referrer => referrer with
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [Annotations.Created] = "2027-01-01T00:00:00Z",
                ["com.contoso.a"] = "1",
            },
        });
        Assert.AreEqual("2027-01-01T00:00:00Z", plan.Annotations[Annotations.Created]);
        Assert.AreSequenceEqual(["com.contoso.a", Annotations.Created], plan.Annotations.Keys.Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task Neither_files_nor_layers_nor_the_config_of_the_artifact_are_in_it()
    {
        var plan = await PlanAsync("a.sarif");
        Assert.HasCount(1, plan.Layers);
        Assert.IsNull(plan.Config);
    }

    [TestMethod]
    public async Task It_is_in_no_layer_of_the_artifact()
    {
        var plan = await PlanAsync("a.sarif", static referrer => referrer with { File = referrer.File with { Layer = "data" } });
        Assert.AreEqual(LayerFormat.Raw, plan.Layers[0].Format);
    }

    [TestMethod]
    public async Task A_type_that_the_author_defines_is_known_by_its_files_and_reads_them()
    {
        var review = new ArtifactTypeDefinition("Contoso review", "Who has read it.")
        {
            ArtifactType = "application/vnd.contoso.review.v1",
            Subject = SubjectRule.Required,
            Metadata = "*.review.json",
            Layers =
            [
                new LayerRule("other", ["text/plain"]) { Files = ["*.txt"] },
                new LayerRule("review", ["application/json"]) { Files = ["*.review.json"] },
            ],
            Annotations = new AnnotationRule
            {
                Values = new Dictionary<string, string>(StringComparer.Ordinal) { ["com.contoso.by"] = "{metadata.by}" },
            },
        };
        _work.Write("a.review.json", """{"by":"Ada"}""");
        var plan = await PlanAsync(new InputReferrer(new InputFile("a.review.json")), ArtifactTypeCatalog.BuiltIn.With([review]));
        Assert.AreEqual(
            ("application/vnd.contoso.review.v1", "application/json", "Ada"),
            (plan.ArtifactType, plan.Layers[0].MediaType, plan.Annotations["com.contoso.by"]));
    }

    private Task<ManifestPlan> PlanAsync(string file, Func<InputReferrer, InputReferrer>? change = null)
    {
        _work.Write(file, "{}");
        var referrer = new InputReferrer(new InputFile(file));
        return PlanAsync(change?.Invoke(referrer) ?? referrer, ArtifactTypeCatalog.BuiltIn);
    }

    private async Task<ManifestPlan> PlanAsync(InputReferrer referrer, ArtifactTypeCatalog catalog)
    {
        _work.Write("data.csv", "data");
        var artifact = new ArtifactInputs("application/vnd.contoso.widget.v1")
        {
            BaseDirectory = _work.Path,
            Name = "app",
            Files = [new InputFile("data.csv") { Layer = "data" }],
            Layers = [new InputLayer("data")],
            Annotations = [new("com.contoso.team", "widgets"), new("com.contoso.team", "widgets") { Scope = "data" }],
            DefaultAnnotations = [new(Annotations.Title, "App")],
            ReferrerAnnotations = [new(Annotations.Created, "2026-01-01T00:00:00Z")],
            ConfigFile = _work["data.csv"],
            ConfigMediaType = "text/csv",
            Referrers = [referrer],
        };
        return (await new FileReferrers(new TypeReader(catalog), artifact).PlanAsync(TestContext.CancellationToken)).Single().Plan!;
    }
}

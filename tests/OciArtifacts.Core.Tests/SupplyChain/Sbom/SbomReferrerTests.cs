using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Sbom;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Sbom;

/// <summary>A document as a referrer, and the way back from the referrer to the document.</summary>
[TestClass]
public sealed class SbomReferrerTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("spdx", "application/spdx+json", "sbom.spdx.json", ImageSpecVersion.V1_1)]
    [DataRow("cyclonedx", "application/vnd.cyclonedx+json", "sbom.cdx.json", ImageSpecVersion.V1_1)]
    [DataRow("cyclonedx", "application/vnd.cyclonedx+json", "sbom.cdx.json", ImageSpecVersion.V1_0)]
    public async Task It_passes_the_checks_of_its_type(string name, string type, string title, ImageSpecVersion imageSpec)
    {
        var artifact = await AttachedAsync(name, Bills.App, imageSpec);
        var manifest = artifact.Referrers.Single().Manifest!.Manifest;
        Assert.AreEqual(type, manifest.EffectiveArtifactType);
        Assert.AreEqual(type, manifest.Layers.Single().MediaType);
        Assert.AreEqual(title, manifest.Layers[0].Annotations![Annotations.Title]);
        Assert.IsNull(manifest.Annotations);
        Assert.IsEmpty(await new ArtifactCheck(ArtifactTypeCatalog.BuiltIn).RunAsync(manifest, artifact, TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task The_date_of_the_source_is_the_date_of_the_referrer()
    {
        var dated = Bills.App with { Date = DateTimeOffset.FromUnixTimeSeconds(1767225600) };
        var artifact = await AttachedAsync("spdx", dated);
        Assert.AreEqual("2026-01-01T00:00:00Z", artifact.Referrers[0].Manifest!.Manifest.Annotations![Annotations.Created]);
    }

    [TestMethod]
    [DataRow("spdx", "documentNamespace")]
    [DataRow("cyclonedx", "serialNumber")]
    public async Task The_document_is_found_again_in_the_referrer(string name, string member)
    {
        var artifact = await AttachedAsync(name, Bills.App);
        var document = SbomWriterTests.Format(name).Write(Bills.App);
        var found = await ReadAsync(name, artifact);
        Assert.AreEqual(Bills.Parse(document).GetProperty(member).GetString(), found!.Id);
        Assert.AreEqual(Digest.Sha256(document), found.Sha256);
        Assert.AreEqual(artifact.Referrers[0].Content.Digest, found.Referrer);
    }

    [TestMethod]
    [DataRow("""{"spdxVersion":"SPDX-2.3"}""")]
    [DataRow("""{"documentNamespace":"no address"}""")]
    [DataRow("""{"documentNamespace":7}""")]
    [DataRow("[]")]
    [DataRow("no JSON")]
    public async Task A_document_without_an_id_cannot_be_named(string text)
    {
        var format = SbomFormat.Spdx;
        var other = new SbomFormat(format.Name, format.MediaType, format.FileName, _ => System.Text.Encoding.UTF8.GetBytes(text));
        Assert.IsNull(await ReadAsync("spdx", await AttachedAsync(other, Bills.App)));
    }

    [TestMethod]
    public async Task A_document_of_another_format_is_not_taken() =>
        Assert.IsNull(await ReadAsync("cyclonedx", await AttachedAsync("spdx", Bills.App)));

    private Task<EntrySbom?> ReadAsync(string name, PackedArtifact artifact) => new EntrySbomReader(artifact, SbomWriterTests.Format(name))
        .ReadAsync([.. artifact.Referrers.Select(one => one.Content)], TestContext.CancellationToken);

    private Task<PackedArtifact> AttachedAsync(string name, SbomDocument document, ImageSpecVersion imageSpec = ImageSpecVersion.V1_1) =>
        AttachedAsync(SbomWriterTests.Format(name), document, imageSpec);

    private Task<PackedArtifact> AttachedAsync(
        SbomFormat format, SbomDocument document, ImageSpecVersion imageSpec = ImageSpecVersion.V1_1) =>
        new ArtifactPacker(_work["layers"]).PackAsync(
            new ManifestPlan("application/vnd.contoso.app.v1", [])
            {
                Referrers = [ReferrerPromise.Of(SbomReferrer.PlanOf(format, document, imageSpec))],
            },
            TestContext.CancellationToken);
}

using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>A manifest can be checked before its layers exist, and each layer alone.</summary>
[TestClass]
public sealed class PartialChecksTests
{
    private const string Type = "application/vnd.contoso.widget.v1";

    private readonly MemoryStore _store = new();
    private readonly ArtifactCheck _check = new(ArtifactTypeCatalog.BuiltIn);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task What_the_manifest_says_is_checked_without_any_layer()
    {
        _store.Add(MediaType.Empty, "{}"u8);
        var absent = new Descriptor("application/vnd.contoso.data.v1+json", Digest.Sha256("absent"u8), 6);
        var manifest = new Manifest(Descriptor.Empty, [absent]) { ArtifactType = "application/spdx+json" };
        var findings = await _check.RunWithoutLayersAsync(manifest, _store, TestContext.CancellationToken);
        Assert.AreSequenceEqual(
            [OciErrorCode.TypeMismatch],
            findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.Code).Distinct());
        await Failure.WithAsync(OciErrorCode.ContentNotFound, () => _check.RunAsync(manifest, _store, TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task The_whole_check_looks_at_each_layer_too()
    {
        _store.Add(MediaType.Empty, "{}"u8);
        Descriptor[] layers =
        [
            _store.Add("application/vnd.contoso.data.v1+json", "text"u8),
            _store.Add("application/vnd.contoso.other.v1+json", "{}"u8),
        ];
        var manifest = new Manifest(Descriptor.Empty, layers) { ArtifactType = Type };
        var found = (await _check.RunAsync(manifest, _store, TestContext.CancellationToken)).ToList();
        Assert.HasCount(1, found.Where(finding => finding.Code == OciErrorCode.FormatMismatch));
        Assert.AreSequenceEqual(
            await _check.RunWithoutLayersAsync(manifest, _store, TestContext.CancellationToken),
            found.Where(finding => finding.Code != OciErrorCode.FormatMismatch));
    }
}

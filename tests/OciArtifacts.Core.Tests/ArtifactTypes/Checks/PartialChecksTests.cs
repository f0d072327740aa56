using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>What can be checked before the layers are there, and of each layer alone.</summary>
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
        Assert.AreSequenceEqual([OciErrorCode.TypeMismatch], findings.Where(finding => finding.Weight == FindingWeight.Error).Select(finding => finding.Code).Distinct());
        await Failure.WithAsync(OciErrorCode.ContentNotFound, () => _check.RunAsync(manifest, _store, TestContext.CancellationToken));
    }

    [TestMethod]
    [DataRow("""{"a":1}""", null)]
    [DataRow("text", OciErrorCode.FormatMismatch)]
    public async Task A_layer_is_checked_alone(string text, OciErrorCode? found)
    {
        var layer = _store.Add("application/vnd.contoso.data.v1+json", System.Text.Encoding.UTF8.GetBytes(text));
        Assert.AreEqual(found, (await _check.CheckLayerAsync(Type, layer, _store, TestContext.CancellationToken))?.Code);
    }

    [TestMethod]
    public async Task The_whole_check_is_both()
    {
        _store.Add(MediaType.Empty, "{}"u8);
        var layers = new[] { _store.Add("application/vnd.contoso.data.v1+json", "text"u8), _store.Add("application/vnd.contoso.other.v1+json", "{}"u8) };
        var manifest = new Manifest(Descriptor.Empty, layers) { ArtifactType = Type };
        var parts = (await _check.RunWithoutLayersAsync(manifest, _store, TestContext.CancellationToken)).ToList();
        foreach (var layer in layers)
        {
            if (await _check.CheckLayerAsync(Type, layer, _store, TestContext.CancellationToken) is { } finding) parts.Add(finding);
        }

        Assert.AreSequenceEqual(parts, await _check.RunAsync(manifest, _store, TestContext.CancellationToken));
        Assert.HasCount(1, parts.Where(finding => finding.Code == OciErrorCode.FormatMismatch));
    }
}

using System.Text;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>What is known of an artifact before it is packed.</summary>
[TestClass]
public sealed class PackedDraftTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_draft_is_what_will_be_packed_but_for_the_digests_and_sizes(bool isIndex)
    {
        var plan = Plan(isIndex);
        var (draft, packed) = (ArtifactPacker.Draft(plan), await new ArtifactPacker(_work["packed"]).PackAsync(plan, TestContext.CancellationToken));
        Assert.AreEqual(packed.Root.MediaType, draft.Root.MediaType);
        Assert.AreEqual(packed.Index?.ArtifactType, draft.Index?.ArtifactType);
        Assert.AreSequenceEqual(packed.All.Select(Known), draft.All.Select(Known));
        Assert.AreEqual(draft.Root.Digest, draft.Referrers.Single().Manifest.Subject!.Digest);
        foreach (var one in draft.All) Assert.AreSequenceEqual(one.Layers.Select(layer => layer.Content), one.Manifest.Layers);
    }

    [TestMethod]
    public void A_draft_reads_no_file()
    {
        var plan = new ArtifactPlan("a/b", [PackedFiles.RawLayer("missing", _work["missing"]), PackedFiles.TarLayer("gone", new PlannedFile(_work["gone"], "gone"))]);
        Assert.HasCount(2, ArtifactPacker.Draft(plan).Manifest.Layers.Select(layer => layer.Digest).Distinct());
    }

    // All of a manifest that does not follow from what is in the layers.
    private static string Known(PackedManifest packed)
    {
        var manifest = packed.Manifest;
        var config = Encoding.UTF8.GetString(packed.ConfigBytes.Span);
        var layers = manifest.Layers.Select(layer => $"{layer.MediaType} {Text(layer.Annotations)}");
        return $"{manifest.ArtifactType} {manifest.Config.MediaType} {config} {Text(manifest.Annotations)} {manifest.Subject?.MediaType}\n{string.Join('\n', layers)}";
    }

    private static string Text(IReadOnlyDictionary<string, string>? annotations) =>
        annotations is null ? "" : string.Join(',', annotations.Select(pair => $"{pair.Key}={(pair.Value.StartsWith("sha256:", StringComparison.Ordinal) ? "digest" : pair.Value)}"));

    private ArtifactPlan Plan(bool isIndex)
    {
        var part = new ArtifactPlan("application/vnd.example.v1",
        [
            PackedFiles.TarLayer("app", PackedFiles.Plan(_work, "a.txt", "b.txt")) with { Compression = LayerCompression.Gzip },
            PackedFiles.RawLayer("raw", _work.Write("raw", "raw")),
        ])
        { Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" } };
        var referrer = new ArtifactPlan("application/vnd.example.report.v1", [PackedFiles.RawLayer("report", _work.Write("report", "report"))]);
        return isIndex
            ? new ArtifactPlan("application/vnd.example.v1", [])
            {
                Entries = [new PlannedEntry(new Platform("linux", "amd64"), part), new PlannedEntry(new Platform("linux", "arm64"), part)],
                Referrers = [referrer],
            }
            : part with { Referrers = [referrer] };
    }
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>Referrers are packed with their artifact.</summary>
[TestClass]
public sealed class PackedReferrersTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task Each_is_a_manifest_whose_subject_is_the_artifact()
    {
        var artifact = await PackAsync("bill", "report");
        Assert.HasCount(2, artifact.Referrers);
        foreach (var (referrer, text) in artifact.Referrers.Zip(["bill", "report"]))
        {
            Assert.AreEqual(
                new Descriptor(MediaType.Manifest, artifact.Root.Digest, artifact.Root.Size),
                referrer.Manifest!.Manifest.Subject);
            Assert.AreEqual($"application/vnd.example.{text}.v1", referrer.Manifest.Manifest.ArtifactType);
            Assert.AreEqual(MediaType.Empty, referrer.Manifest.Manifest.Config.MediaType);
            Assert.AreEqual(
                text,
                System.Text.Encoding.UTF8.GetString(await Sample.ReadAsync(artifact, referrer.Manifest.Manifest.Layers.Single())));
            Assert.AreEqual(referrer.Content.Digest, Digest.Sha256(await Sample.ReadAsync(artifact, referrer.Content)));
        }

        Assert.AreSequenceEqual(artifact.Referrers.Select(referrer => new CopiedReferrer(referrer.Content)), artifact.CopiedReferrers);
    }

    [TestMethod]
    public async Task The_artifact_is_the_same_with_and_without_them()
    {
        var without = await PackAsync();
        var with = await PackAsync("bill");
        Assert.AreEqual(without.Root.Digest, with.Root.Digest);
        Assert.IsNull(with.Manifest.Subject);
        Assert.AreEqual(with.Referrers[0].Content.Digest, (await PackAsync("bill")).Referrers[0].Content.Digest);
    }

    [TestMethod]
    public async Task A_title_that_leads_out_is_refused_of_them_too()
    {
        var plan = Plan("bill");
        var layer = plan.Layers[0] with
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = "../up" },
        };
        await Failure.WithAsync(
            OciErrorCode.InvalidName,
            () => PackAsync(new ManifestPlan("a/b", []) { Referrers = [ReferrerPromise.Of(plan with { Layers = [layer] })] }));
    }

    [TestMethod]
    public async Task A_record_keeps_them_with_their_content()
    {
        var packed = await PackAsync("bill", "report");
        var opened = PackRecordTests.Recorded(packed);
        Assert.AreSequenceEqual(packed.CopiedReferrers, opened.CopiedReferrers);
        var contents = opened.Referrers.SelectMany(
            referrer => (Descriptor[])[.. referrer.Manifest!.Manifest.Layers, referrer.Manifest.Manifest.Config, referrer.Content]);
        foreach (var content in contents)
        {
            Assert.AreSequenceEqual(await Sample.ReadAsync(packed, content), await Sample.ReadAsync(opened, content));
        }
    }

    [TestMethod]
    public async Task A_copy_takes_them_along()
    {
        var artifact = await PackAsync("bill");
        var store = new MemoryStore();
        using var copy = new ContentCopy(artifact, store, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, ["1.0"], artifact.CopiedReferrers, CancellationToken.None);
        foreach (var content in await store.ReadChildrenAsync(artifact.CopiedReferrers[0].Content, CancellationToken.None))
        {
            await Sample.ReadAsync(store, content);
        }
    }

    private Task<PackedArtifact> PackAsync(params string[] referrers) => PackAsync(
        new ManifestPlan("a/b", [PackedFiles.RawLayer("app", _work.Write("app", "app"))])
        {
            Referrers = [.. referrers.Select(text => ReferrerPromise.Of(Plan(text)))],
        });

    private Task<PackedArtifact> PackAsync(ArtifactPlan plan) =>
        new ArtifactPacker(_work["packed"]).PackAsync(plan, CancellationToken.None);

    private ManifestPlan Plan(string text) =>
        new($"application/vnd.example.{text}.v1", [PackedFiles.RawLayer(text, _work.Write(text, text))]);
}

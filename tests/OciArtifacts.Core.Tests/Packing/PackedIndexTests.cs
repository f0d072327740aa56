using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>An index that joins a manifest for each platform (image-spec 1.1, image-index.md).</summary>
[TestClass]
public sealed class PackedIndexTests : IDisposable
{
    private static readonly Platform Linux = new("amd64", "linux");
    private static readonly Platform Mac = new("arm64", "darwin");

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task Its_entries_are_the_manifests_with_platform_and_type()
    {
        var artifact = await PackAsync(Plan());
        Assert.AreEqual(MediaType.Index, artifact.Root.MediaType);
        Assert.AreEqual("application/vnd.example.tools.v1", artifact.Root.ArtifactType);
        Assert.AreEqual("application/vnd.example.tools.v1", artifact.ArtifactType);
        var index = ImageIndex.Parse(await Sample.ReadAsync(artifact, artifact.Root));
        Assert.AreEqual("application/vnd.example.tools.v1", index.ArtifactType);
        Assert.AreEqual("1", index.Annotations!["a"]);
        Assert.AreSequenceEqual([Linux, Mac], index.Manifests.Select(entry => entry.Platform));
        foreach (var entry in index.Manifests)
        {
            Assert.AreEqual("application/vnd.example.tool.v1", entry.ArtifactType);
            var manifest = Manifest.Parse(await Sample.ReadAsync(artifact, entry));
            var text = await Sample.ReadAsync(artifact, manifest.Layers.Single());
            Assert.AreEqual(entry.Platform!.Os, System.Text.Encoding.UTF8.GetString(text));
        }
    }

    [TestMethod]
    public async Task An_entry_names_its_runtime_and_framework()
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Annotations.RuntimeIdentifier] = "linux-x64",
            [Annotations.TargetFramework] = "net10.0",
        };
        var artifact = await PackAsync(new IndexPlan("a/b", [new(Part("one"), Linux) { Annotations = annotations }, new(Part("two"), Mac)]));
        Assert.AreSequenceEqual(
            [("linux-x64", "net10.0"), (null, null)], artifact.Entries.Select(entry => (entry.RuntimeIdentifier, entry.TargetFramework)));
    }

    [TestMethod]
    public async Task What_is_attached_is_attached_to_the_index()
    {
        var artifact = await PackAsync(Plan() with { Referrers = [ReferrerPromise.Of(Part("bill"))] });
        var subject = artifact.Referrers.Single().Manifest!.Manifest.Subject;
        Assert.AreEqual(new Descriptor(MediaType.Index, artifact.Root.Digest, artifact.Root.Size), subject);
    }

    [TestMethod]
    public async Task Archives_of_one_name_are_kept_for_each_platform()
    {
        var artifact = await PackAsync(new IndexPlan(
            "a/b",
            [
                new(new ManifestPlan("a/c", [PackedFiles.TarLayer("app", PackedFiles.Plan(_work, "linux"))]), Linux),
                new(new ManifestPlan("a/c", [PackedFiles.TarLayer("app", PackedFiles.Plan(_work, "mac"))]), Mac),
            ]));
        var paths = artifact.AllManifests.SelectMany(one => one.Layers).Select(layer => layer.Path).ToList();
        Assert.HasCount(2, paths.Distinct(StringComparer.Ordinal).ToList());
        foreach (var layer in artifact.AllManifests.SelectMany(one => one.Layers)) await Sample.ReadAsync(artifact, layer.Content);
    }

    [TestMethod]
    public async Task One_artifact_may_be_two_entries()
    {
        var part = await PackAsync(Part("any") with { Referrers = [ReferrerPromise.Of(Part("bill"))] });
        var artifact = await PackAsync(new IndexPlan("application/vnd.example.tools.v1", [new(part, Linux), new(part, Mac)]));
        Assert.AreSequenceEqual([Linux, Mac], artifact.Index!.Manifests.Select(entry => entry.Platform));
        Assert.AreSequenceEqual([part.Root.Digest, part.Root.Digest], artifact.Entries.Select(entry => entry.Content.Digest));
        Assert.AreEqual(part.Root.Digest, artifact.Manifests.Single().Content.Digest);
        Assert.AreEqual(part.Root.Digest, artifact.Referrers.Single().Subject);
    }

    [TestMethod]
    public async Task It_is_saved_loaded_and_copied_whole()
    {
        var artifact = PackRecordTests.Recorded(await PackAsync(Plan() with { Referrers = [ReferrerPromise.Of(Part("bill"))] }));
        var store = new MemoryStore();
        using var copy = new ContentCopy(artifact, store, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, ["1.0"], artifact.CopiedReferrers, CancellationToken.None);
        Assert.AreEqual(artifact.Root.Digest, store.Tags["1.0"].Digest);
        foreach (var one in artifact.AllManifests)
        {
            foreach (var content in one.Manifest.Layers.Append(one.Manifest.Config).Append(one.Content))
            {
                await Sample.ReadAsync(store, content);
            }
        }
    }

    [TestMethod]
    public async Task The_form_of_1_0_has_no_type()
    {
        var artifact = await PackAsync(Plan() with { ImageSpec = ImageSpecVersion.V1_0 });
        Assert.IsNull(artifact.Index!.ArtifactType);
        Assert.AreEqual("application/vnd.example.tool.v1", artifact.ArtifactType);
    }

    [TestMethod]
    public async Task A_title_that_leads_out_is_refused_of_entries_too()
    {
        var part = Part("linux");
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = "../up" };
        var wrong = part with { Layers = [part.Layers[0] with { Annotations = annotations }] };
        await Failure.WithAsync(OciErrorCode.InvalidName, () => PackAsync(new IndexPlan("a/b", [new(wrong, Linux)])));
    }

    private Task<PackedArtifact> PackAsync(ArtifactPlan plan) =>
        new ArtifactPacker(_work["packed"]).PackAsync(plan, CancellationToken.None);

    private IndexPlan Plan() => new("application/vnd.example.tools.v1", [new(Part("linux"), Linux), new(Part("darwin"), Mac)])
    {
        Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1" },
    };

    private ManifestPlan Part(string text) => new("application/vnd.example.tool.v1", [PackedFiles.RawLayer(text, _work.Write(text, text))]);
}

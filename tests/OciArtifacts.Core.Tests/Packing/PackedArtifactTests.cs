using OciArtifacts.Core.Content;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>Artifacts whose files change or disappear between packing and reading.</summary>
[TestClass]
public sealed class PackedArtifactTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("abd", DisplayName = "other bytes")]
    [DataRow("ab", DisplayName = "shorter")]
    [DataRow("abcd", DisplayName = "longer")]
    public async Task A_raw_file_that_changed_after_packing_is_noticed_on_reading(string changed)
    {
        var path = _work.Write("file", "abc");
        var artifact = await PackAsync(PackedFiles.RawLayer("l", path));
        await File.WriteAllTextAsync(path, changed);
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentMismatch, () => Sample.ReadAsync(artifact, artifact.Layers[0].Content));
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_file_that_is_gone_after_packing_is_named()
    {
        var path = _work.Write("file", "abc");
        var artifact = await PackAsync(PackedFiles.RawLayer("l", path));
        File.Delete(path);
        var failure = await Failure.WithAsync(
            OciErrorCode.FileNotFound, () => artifact.OpenAsync(artifact.Layers[0].Content, CancellationToken.None));
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Two_layers_of_the_same_bytes_are_both_in_the_manifest()
    {
        var artifact = await PackAsync(
            PackedFiles.RawLayer("a", _work.Write("a", "same")), PackedFiles.RawLayer("b", _work.Write("b", "same")));
        Assert.HasCount(2, artifact.Manifest.Layers);
        Assert.AreSequenceEqual("same"u8.ToArray(), await Sample.ReadAsync(artifact, artifact.Layers[1].Content));
    }

    [TestMethod]
    public async Task It_is_a_source_that_a_copy_sends()
    {
        var artifact = await PackAsync(
            PackedFiles.RawLayer("a", _work.Write("a", "raw")), PackedFiles.TarLayer("t", PackedFiles.Plan(_work, "x", "y/z")));
        var store = new MemoryStore();
        using var copy = new ContentCopy(artifact, store, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, ["1.0"], CancellationToken.None);
        Assert.AreEqual(artifact.Root.Digest, store.Tags["1.0"].Digest);
        foreach (var layer in artifact.Manifest.Layers)
        {
            Assert.AreSequenceEqual(await Sample.ReadAsync(artifact, layer), await Sample.ReadAsync(store, layer));
        }
    }

    private Task<PackedArtifact> PackAsync(params PlannedLayer[] layers) =>
        new ArtifactPacker(_work["packed"]).PackAsync(new ManifestPlan("a/b", layers), CancellationToken.None);
}

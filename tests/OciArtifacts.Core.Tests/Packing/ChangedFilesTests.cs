using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Archives;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>
/// Files that change during or after packing: the packed or copied content is right, or the operation fails.
/// </summary>
[TestClass]
public sealed class ChangedFilesTests : IDisposable
{
    private const string Old = "the old content";
    private const string New = "the new content";

    private readonly WorkFolder _work = new();

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => _work.Dispose();

    // A write through mapped memory does not change the stamp. Neither does a write in the moment when the stamp is
    // taken.
    [TestMethod]
    [DataRow("layout")]
    [DataRow("archive")]
    [DataRow("memory")]
    public async Task What_is_copied_is_hashed_whatever_the_stamp_of_its_file_says(string target)
    {
        var artifact = await PackedAsync();
        var layer = artifact.Manifests[0].Layers[0];
        File.WriteAllText(layer.Path, New);
        artifact = WithStamp(artifact, layer);
        var failure = await Failure.WithAsync(OciErrorCode.ContentMismatch, () => CopyAsync(artifact, target));
        Assert.Contains(layer.Path, failure.Message, StringComparison.Ordinal);
        Assert.IsEmpty(Directory.GetFiles(_work.Path, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(layer.Content.Digest.Encoded, StringComparison.Ordinal)));
        Assert.IsFalse(File.Exists(_work["archive.tar"]));
    }

    [TestMethod]
    [DataRow("edited", false)]
    [DataRow("edited, same time", false)]
    [DataRow("replaced", false)]
    [DataRow("shorter", false)]
    [DataRow("gone", false)]
    [DataRow("written anew", true)]
    [DataRow("untouched", true)]
    public async Task All_files_are_looked_at_at_once(string how, bool isRight)
    {
        var artifact = await PackedAsync();
        var path = artifact.Manifests[0].Layers[0].Path;
        var time = File.GetLastWriteTimeUtc(path);
        if (how == "gone") File.Delete(path);
        else if (how != "untouched") File.WriteAllText(path, how switch { "shorter" => "short", "written anew" => Old, _ => New });
        if (how == "edited, same time") File.SetLastWriteTimeUtc(path, time);
        if (isRight) artifact.CheckFiles();
        else Assert.Contains(path, Assert.ThrowsExactly<OciException>(artifact.CheckFiles).Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(New, true)]
    [DataRow(Old, false)]
    public void A_file_that_changes_while_an_archive_takes_it_in_fails_the_archive_if_it_is_another(string written, bool fails)
    {
        var path = _work.Write("file", Old);
        var sources = new SourceList([new SourceFile(path, "file")], DigestCache.Empty());
        void Read() => sources.Read(0, (_, _) => { }, _ => Write(path, written), TestContext.CancellationToken);
        if (!fails)
        {
            Read();
            return;
        }

        var failure = Assert.ThrowsExactly<OciException>(Read);
        Assert.AreEqual(OciErrorCode.ContentMismatch, failure.Code);
        Assert.StartsWith($"'{path}' changed while it was read", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_file_that_changes_while_it_is_hashed_is_hashed_again()
    {
        var path = _work.Write("file", Old);
        var (digest, size) = DigestCache.Load(_work["none"], new Meddler(path, New)).Hash(path, "", TestContext.CancellationToken);
        Assert.AreEqual((Digest.Sha256("the new content"u8), 15), (digest, size));
    }

    [TestMethod]
    public void A_file_that_changes_all_the_time_is_no_part_of_an_artifact()
    {
        var path = _work.Write("file", Old);
        var failure = Assert.ThrowsExactly<OciException>(
            () => DigestCache.Load(_work["none"], new Meddler(path, "1", "22", "333", "4444"))
                .Hash(path, "", TestContext.CancellationToken));
        Assert.AreEqual(OciErrorCode.ContentMismatch, failure.Code);
        Assert.Contains("changed while it was read", failure.Message, StringComparison.Ordinal);
    }

    private static void Write(string path, string text)
    {
        File.WriteAllText(path, text);

        // The clock of a file system has a coarse resolution.
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddYears(20));
    }

    private async Task<PackedArtifact> PackedAsync()
    {
        var path = _work.Write("source/file", Old);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddYears(30));
        var plan = new ManifestPlan("a/b", [PackedFiles.RawLayer("raw", path)]);
        return await new ArtifactPacker(_work["packed"]).PackAsync(plan, TestContext.CancellationToken);
    }

    // The artifact of a packer that does not see the change.
    private static PackedArtifact WithStamp(PackedArtifact artifact, PackedLayer layer)
    {
        var one = artifact.Manifests[0];
        var manifest = new PackedManifest(one.ManifestBytes, one.ConfigBytes, [layer with { Stamp = FileStamp.Of(layer.Path) }]);
        return PackedJoin.Of(manifest);
    }

    private async Task CopyAsync(PackedArtifact artifact, string target)
    {
        await using var archive = target == "archive" ? LayoutArchive.Create(_work["archive.tar"]) : null;
        IContentStore other = target == "layout" ? new LayoutDirectory(_work["layout"]) : new MemoryStore();
        var to = archive ?? other;
        using var copy = new ContentCopy(artifact, to, new ContentCopyOptions { Parallelism = 1 });
        await copy.CopyAsync(artifact.Root, ["1.0"], TestContext.CancellationToken);
    }

    /// <summary>
    /// A clock that changes the file when the packer reads the time: after the stamp, and before the first byte.
    /// </summary>
    private sealed class Meddler(string path, params string[] texts) : TimeProvider
    {
        private readonly Queue<string> _texts = new(texts);

        public override DateTimeOffset GetUtcNow()
        {
            if (_texts.TryDequeue(out var text)) File.WriteAllText(path, text);
            return DateTimeOffset.UtcNow;
        }
    }
}

using System.Formats.Tar;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Layout;

[TestClass]
public sealed class LayoutArchiveTests : TaggingStoreContract, IAsyncDisposable
{
    private readonly WorkFolder _work = new();

    private LayoutArchive Archive => (LayoutArchive)Store;

    private string ArchivePath => _work["new/layout.tar"];

    public async ValueTask DisposeAsync()
    {
        await Archive.DisposeAsync();
        _work.Dispose();
    }

    protected override Task<IContentStore> CreateStoreAsync() => Task.FromResult<IContentStore>(LayoutArchive.Create(ArchivePath));

    [TestMethod]
    public async Task An_archive_that_is_not_completed_leaves_nothing()
    {
        await Archive.TagAsync(await ManifestAsync("m"), Source, "1.0", CancellationToken.None);
        await Archive.DisposeAsync();
        Assert.IsEmpty(Directory.GetFileSystemEntries(_work["new"]));
    }

    [TestMethod]
    public async Task An_archive_that_is_not_completed_leaves_the_one_that_was_there()
    {
        _work.Write("new/layout.tar", "old");
        await Archive.TagAsync(await ManifestAsync("m"), Source, "1.0", CancellationToken.None);
        await Archive.DisposeAsync();
        Assert.AreSequenceEqual([ArchivePath], Directory.GetFileSystemEntries(_work["new"]));
        Assert.AreEqual("old", await File.ReadAllTextAsync(ArchivePath));
    }

    [TestMethod]
    public async Task An_archive_appears_when_it_is_completed_and_replaces_what_was_there()
    {
        _work.Write("new/layout.tar", "old");
        await CompleteAsync();
        Assert.AreSequenceEqual([ArchivePath], Directory.GetFileSystemEntries(_work["new"]));
        Assert.IsGreaterThan(1024, new FileInfo(ArchivePath).Length);
    }

    [TestMethod]
    public void An_archive_takes_no_place_of_a_file_of_another_kind()
    {
        var failure = Failure.With(OciErrorCode.ForeignLayout, () => LayoutArchive.Check(_work.Write("readme.md", "text")));
        Assert.EndsWith("Nothing was written. Name another file, or delete this one.", failure.Message, StringComparison.Ordinal);
        Assert.AreEqual(Remedy.ArchivePath, failure.Remedy);
    }

    [TestMethod]
    public async Task Marker_blobs_and_index_are_its_only_entries_without_a_dot_before_them()
    {
        var root = await CompleteAsync();
        Assert.AreSequenceEqual(
            ["oci-layout", $"blobs/sha256/{Descriptor.Empty.Digest.Encoded}", $"blobs/sha256/{root.Digest.Encoded}", "index.json"],
            Entries().Select(entry => entry.Name));
        Assert.IsTrue(Entries().All(entry => entry.EntryType == TarEntryType.RegularFile));
    }

    [TestMethod]
    public async Task It_unpacks_to_a_layout()
    {
        var large = Source.Add("a/b", Sample.Bytes(Sample.Mebibyte));
        await Archive.PutAsync(large, Source, CancellationToken.None);
        var root = await CompleteAsync();
        await TarFile.ExtractToDirectoryAsync(ArchivePath, Directory.CreateDirectory(_work["out"]).FullName, overwriteFiles: false);

        Assert.AreEqual("""{"imageLayoutVersion":"1.0.0"}""", await File.ReadAllTextAsync(_work["out/oci-layout"]));
        var layout = new LayoutDirectory(_work["out"]);
        Assert.AreEqual(root.Digest, (await layout.ResolveAsync("1.0", CancellationToken.None))!.Digest);
        foreach (var content in new[] { root, Descriptor.Empty, large })
        {
            Assert.AreSequenceEqual(await Sample.ReadAsync(Source, content), await Sample.ReadAsync(layout, content));
        }
    }

    [TestMethod]
    public async Task Without_a_tag_the_index_is_empty()
    {
        await Archive.CompleteAsync(CancellationToken.None);
        Assert.AreSequenceEqual(["oci-layout", "index.json"], Entries().Select(entry => entry.Name));
    }

    [TestMethod]
    public async Task The_same_content_in_the_same_order_gives_the_same_bytes()
    {
        await CompleteAsync();
        await using var again = LayoutArchive.Create(_work["other/again.tar"]);
        await again.PutAsync(Descriptor.Empty, Source, CancellationToken.None);
        await again.TagAsync(await ManifestAsync("m"), Source, "1.0", CancellationToken.None);
        await again.CompleteAsync(CancellationToken.None);
        Assert.AreSequenceEqual(await File.ReadAllBytesAsync(ArchivePath), await File.ReadAllBytesAsync(_work["other/again.tar"]));
    }

    [TestMethod]
    public async Task What_was_refused_meanwhile_is_not_in_it()
    {
        var content = Descriptor.Of("a/b", Sample.Bytes(Sample.Mebibyte));
        var wrong = new RawSource([.. Sample.Bytes(Sample.Mebibyte - 1), 0]);
        await Failure.WithAsync(OciErrorCode.ContentMismatch, () => Archive.PutAsync(content, wrong, CancellationToken.None));
        await CompleteAsync();
        Assert.HasCount(4, Entries());
    }

    [TestMethod]
    public async Task However_many_threads_give_tags_none_is_lost()
    {
        const int Count = 1000;
        var root = await ManifestAsync("m");
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
            await Archive.TagAsync(root, Source, $"tag-{i}", token));
        for (var i = 0; i < Count; i++)
        {
            Assert.IsNotNull(await Archive.ResolveAsync($"tag-{i}", CancellationToken.None), $"tag-{i}");
        }
    }

    [TestMethod]
    public async Task Where_no_file_can_be_the_failure_names_it()
    {
        _work.Write("file", "");
        var failure = await Failure.WithAsync(
            OciErrorCode.FileAccess, async () => await LayoutArchive.Create(_work["file/layout.tar"]).DisposeAsync());
        Assert.Contains(_work["file/layout.tar"], failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_copy_in_the_order_of_the_graph_gives_the_same_bytes()
    {
        var root = Sample.Manifest(Source, "m", [.. Enumerable.Range(0, 20).Select(i => Sample.Blob(Source, $"{i}"))]);
        foreach (var name in new[] { "1.tar", "2.tar" })
        {
            await using var archive = LayoutArchive.Create(_work[name]);
            using var copy = new ContentCopy(Source, archive, new ContentCopyOptions { Parallelism = 1 });
            await copy.CopyAsync(root, ["1.0", "latest"], CancellationToken.None);
            await archive.CompleteAsync(CancellationToken.None);
        }

        Assert.AreSequenceEqual(await File.ReadAllBytesAsync(_work["1.tar"]), await File.ReadAllBytesAsync(_work["2.tar"]));
    }

    private async Task<Descriptor> CompleteAsync()
    {
        var root = await ManifestAsync("m");
        await Archive.TagAsync(root, Source, "1.0", CancellationToken.None);
        await Archive.CompleteAsync(CancellationToken.None);
        return root;
    }

    private List<TarEntry> Entries()
    {
        using var reader = new TarReader(File.OpenRead(ArchivePath));
        var entries = new List<TarEntry>();
        while (reader.GetNextEntry() is { } entry) entries.Add(entry);
        return entries;
    }
}

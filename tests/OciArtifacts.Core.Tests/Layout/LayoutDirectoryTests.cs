using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Layout;

[TestClass]
public sealed class LayoutDirectoryTests : TaggingStoreContract, IDisposable
{
    private readonly WorkFolder _work = new();

    private LayoutDirectory Layout => (LayoutDirectory)Store;

    public void Dispose() => _work.Dispose();

    protected override Task<IContentStore> CreateStoreAsync() => Task.FromResult<IContentStore>(new LayoutDirectory(_work["new/layout"]));

    [TestMethod]
    public async Task A_layout_that_was_only_asked_is_not_made()
    {
        Assert.IsFalse(await Layout.ExistsAsync(Descriptor.Empty, CancellationToken.None));
        Assert.IsNull(await Layout.ResolveAsync("1.0", CancellationToken.None));
        await Failure.WithAsync(OciErrorCode.ContentNotFound, () => Layout.OpenAsync(Descriptor.Empty, CancellationToken.None));
        Assert.IsEmpty(Directory.GetFileSystemEntries(_work.Path));
    }

    [TestMethod]
    public async Task A_blob_lies_under_its_digest()
    {
        await Layout.PutAsync(Descriptor.Empty, new RawSource("{}"u8.ToArray()), CancellationToken.None);
        AssertFiles("blobs/sha256/44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "oci-layout");
    }

    [TestMethod]
    public async Task Nothing_is_left_of_content_that_was_refused()
    {
        await Failure.WithAsync(
            OciErrorCode.ContentMismatch, () => Layout.PutAsync(Descriptor.Empty, new RawSource("[]"u8.ToArray()), CancellationToken.None));
        AssertFiles();
    }

    [TestMethod]
    public async Task A_blob_that_was_damaged_is_noticed_on_reading()
    {
        var content = Sample.Blob(Source, "right");
        await Layout.PutAsync(content, Source, CancellationToken.None);
        await File.WriteAllTextAsync(PathOf(content), "wrong");
        var failure = await Failure.WithAsync(OciErrorCode.ContentMismatch, () => Sample.ReadAsync(Layout, content));
        Assert.Contains(PathOf(content), failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("righ")]
    [DataRow("right!")]
    [DataRow("wrong")]
    [DataRow("")]
    public async Task A_blob_that_is_damaged_is_not_there_and_putting_it_mends_it(string damaged)
    {
        var content = Sample.Blob(Source, "right");
        await Layout.PutAsync(content, Source, CancellationToken.None);
        await File.WriteAllTextAsync(PathOf(content), damaged);
        Assert.IsFalse(await Layout.ExistsAsync(content, CancellationToken.None));
        await Layout.PutAsync(content, Source, CancellationToken.None);
        Assert.AreSequenceEqual("right"u8.ToArray(), await Sample.ReadAsync(Layout, content));
    }

    [TestMethod]
    public async Task What_a_damaged_blob_is_part_of_is_not_there_and_its_tag_names_nothing()
    {
        var blob = Sample.Blob(Source, "right");
        var root = Sample.Manifest(Source, "m", blob);
        using (var copy = new ContentCopy(Source, Layout, new ContentCopyOptions()))
        {
            await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
        }

        await File.WriteAllTextAsync(PathOf(blob), "wrong");
        Assert.IsNull(await Layout.ResolveAsync("1.0", CancellationToken.None));
        using (var copy = new ContentCopy(Source, Layout, new ContentCopyOptions()))
        {
            await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
        }

        Assert.AreSequenceEqual("right"u8.ToArray(), await Sample.ReadAsync(Layout, blob));
    }

    [TestMethod]
    public async Task What_is_remembered_of_a_blob_is_asked_and_what_is_written_is_noted()
    {
        var memory = new Memory();
        var layout = new LayoutDirectory(_work["new/layout"]) { Memory = memory };
        var blob = Sample.Blob(Source, "right");
        await layout.PutAsync(blob, Source, CancellationToken.None);
        Assert.AreEqual(blob.Digest, memory.Known[PathOf(blob)]);

        // The memory is trusted: it compares the stamps of files.
        await File.WriteAllTextAsync(PathOf(blob), "wrong");
        Assert.IsTrue(await layout.ExistsAsync(blob, CancellationToken.None));
        memory.Known.Clear();
        Assert.IsFalse(await layout.ExistsAsync(blob, CancellationToken.None));
    }

    [TestMethod]
    public async Task A_folder_that_is_something_else_is_refused_by_each_way_to_write_into_it()
    {
        _work.Write("new/layout/notes.txt", "mine");
        var root = Sample.Manifest(Source, "m");
        Assert.AreEqual(Remedy.LayoutDirectory, Failure.With(OciErrorCode.ForeignLayout, Layout.Check).Remedy);
        await Failure.WithAsync(
            OciErrorCode.ForeignLayout, () => Layout.PutAsync(Sample.Blob(Source, "a"), Source, CancellationToken.None));
        await Failure.WithAsync(OciErrorCode.ForeignLayout, () => Layout.TagAsync(root, Source, "1.0", CancellationToken.None));
        AssertFiles("notes.txt");
    }

    [TestMethod]
    public async Task Content_that_is_there_is_not_read_again()
    {
        await Layout.PutAsync(Descriptor.Empty, new RawSource("{}"u8.ToArray()), CancellationToken.None);
        var never = new RawSource(() => throw new InvalidOperationException("It was opened."));
        await Layout.PutAsync(Descriptor.Empty, never, CancellationToken.None);
    }

    [TestMethod]
    public async Task Files_of_others_are_no_error_and_stay()
    {
        _work.Write("new/layout/oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
        _work.Write("new/layout/manifest.json", "[]");
        _work.Write("new/layout/blobs/sha256/.hidden", "x");
        await Layout.TagAsync(await ManifestAsync("m"), Source, "1.0", CancellationToken.None);
        Assert.AreEqual("[]", await File.ReadAllTextAsync(_work["new/layout/manifest.json"]));
        Assert.IsTrue(File.Exists(_work["new/layout/blobs/sha256/.hidden"]));
    }

    [TestMethod]
    public async Task What_cannot_be_written_is_said_with_its_path()
    {
        _work.Write("file", "");
        var layout = new LayoutDirectory(_work["file/layout"]);
        var failure = await Failure.WithAsync(
            OciErrorCode.FileAccess, () => layout.PutAsync(Descriptor.Empty, new RawSource("{}"u8.ToArray()), CancellationToken.None));
        Assert.Contains(_work["file/layout"], failure.Message, StringComparison.Ordinal);
    }

    private sealed class Memory : IFileMemory
    {
        internal System.Collections.Concurrent.ConcurrentDictionary<string, Digest> Known { get; } = new(StringComparer.Ordinal);

        public bool Has(string path, Digest digest, CancellationToken cancellation) =>
            Known.TryGetValue(path, out var known) && known == digest;

        public void TrackOutput(string path, Digest digest) => Known[path] = digest;
    }

    private string PathOf(Descriptor content) => _work[$"new/layout/blobs/sha256/{content.Digest.Encoded}"];

    private void AssertFiles(params string[] expected) => Assert.AreSequenceEqual(
        expected,
        Directory.GetFiles(_work["new/layout"], "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_work["new/layout"], file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal));
}

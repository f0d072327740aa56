using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Layout;

[TestClass]
public sealed class LayoutLockTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task Many_that_tag_one_folder_at_a_time_lose_no_tag()
    {
        var source = new MemoryStore();
        var roots = Enumerable.Range(0, 40).Select(i => Sample.Manifest(source, $"{i}")).ToArray();
        await Parallel.ForAsync(0, roots.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
            await new LayoutDirectory(_work["layout"]).TagAsync(roots[i], source, $"tag-{i}", token));
        await AssertTagsAsync(Enumerable.Range(0, roots.Length).Select(i => $"tag-{i}"));
    }

    [TestMethod]
    public async Task Several_processes_that_tag_one_folder_lose_no_tag()
    {
        string[] writers = ["a", "b", "c"];
        await Task.WhenAll(writers.Select(name => TaggingProcess.RunAsync(_work["layout"], name, CancellationToken.None)));
        await AssertTagsAsync(writers.SelectMany(TaggingProcess.TagsOf));
    }

    [TestMethod]
    [Timeout(30_000)]
    public async Task Waiting_for_another_can_be_cancelled()
    {
        var layout = new LayoutDirectory(_work["layout"]);
        await layout.PutAsync(Descriptor.Empty, new RawSource("{}"u8.ToArray()), CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        await using (await LayoutLock.AcquireAsync(_work["layout/oci-layout"], CancellationToken.None))
        {
            var waiting = layout.TagAsync(Descriptor.Empty, new RawSource("{}"u8.ToArray()), "a", cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        }

        Assert.IsFalse(File.Exists(_work["layout/index.json"]));
    }

    [TestMethod]
    [Timeout(30_000)]
    public async Task A_waiting_caller_goes_on_when_the_other_one_is_done()
    {
        var layout = new LayoutDirectory(_work["layout"]);
        await layout.PutAsync(Descriptor.Empty, new RawSource("{}"u8.ToArray()), CancellationToken.None);
        Task waiting;
        await using (await LayoutLock.AcquireAsync(_work["layout/oci-layout"], CancellationToken.None))
        {
            waiting = layout.TagAsync(Descriptor.Empty, new RawSource("{}"u8.ToArray()), "a", CancellationToken.None);
            await Sample.TurnsAsync();
            Assert.IsFalse(waiting.IsCompleted);
        }

        await waiting;
        Assert.IsTrue(File.Exists(_work["layout/index.json"]));
    }

    [TestMethod]
    public async Task A_layout_can_be_read_while_another_changes_its_index()
    {
        var (layout, source) = (new LayoutDirectory(_work["layout"]), new MemoryStore());
        var root = Sample.Manifest(source, "m");
        using var copy = new ContentCopy(source, layout, new ContentCopyOptions());
        await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
        await using var held = await LayoutLock.AcquireAsync(_work["layout/oci-layout"], CancellationToken.None);
        Assert.AreEqual(root.Digest, (await layout.ResolveAsync("1.0", CancellationToken.None))!.Digest);
        Assert.IsNotEmpty(await Sample.ReadAsync(layout, root));
    }

    [TestMethod]
    [Timeout(30_000)]
    public async Task What_is_in_the_files_that_others_change_is_read_between_their_changes()
    {
        var layout = new LayoutDirectory(_work["layout"]);
        await layout.TagAsync(Descriptor.Empty, new RawSource("{}"u8.ToArray()), "a", CancellationToken.None);
        Task<IReadOnlyDictionary<string, Digest>> reading;
        await using (await LayoutLock.AcquireAsync(_work["layout/oci-layout"], CancellationToken.None))
        {
            reading = layout.ReadHeadAsync(CancellationToken.None);
            await Sample.TurnsAsync();
            Assert.IsFalse(reading.IsCompleted);
        }

        var head = await reading;
        Assert.AreSequenceEqual([_work["layout/index.json"], _work["layout/oci-layout"]], head.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, digest) in head)
        {
            Assert.AreEqual(Digest.Sha256(await File.ReadAllBytesAsync(path, CancellationToken.None)), digest);
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{}")]
    [DataRow("""{"imageLayoutVersion":"2.0.0"}""")]
    public async Task A_lock_on_what_is_no_layout_of_this_version_is_refused_and_given_back(string marker)
    {
        _work.Write("layout/oci-layout", marker);
        await Failure.WithAsync(
            OciErrorCode.ForeignLayout, () => LayoutLock.AcquireAsync(_work["layout/oci-layout"], CancellationToken.None));
        Assert.AreEqual(marker, await File.ReadAllTextAsync(_work["layout/oci-layout"], CancellationToken.None));
        File.Delete(_work["layout/oci-layout"]);
        await using var held = await LayoutLock.AcquireAsync(_work["layout/oci-layout"], CancellationToken.None);
    }

    [TestMethod]
    public async Task What_was_not_written_yet_is_written_before_it_is_read()
    {
        var head = await new LayoutDirectory(_work["layout"]).ReadHeadAsync(CancellationToken.None);
        Assert.AreEqual(Digest.Sha256("""{"imageLayoutVersion":"1.0.0"}"""u8), head[_work["layout/oci-layout"]]);
    }

    [TestMethod]
    public async Task Nothing_is_left_behind()
    {
        await new LayoutDirectory(_work["layout"]).TagAsync(Descriptor.Empty, new RawSource("{}"u8.ToArray()), "a", CancellationToken.None);
        Assert.AreSequenceEqual(
            [_work["layout/blobs"], _work["layout/index.json"], _work["layout/oci-layout"]],
            Directory.GetFileSystemEntries(_work["layout"]).Order(StringComparer.Ordinal));
    }

    private async Task AssertTagsAsync(IEnumerable<string> tags)
    {
        var index = ImageIndex.Parse(await File.ReadAllBytesAsync(_work["layout/index.json"]));
        Assert.AreSequenceEqual(
            tags.Order(StringComparer.Ordinal),
            index.Manifests.Select(entry => entry.Annotations![Annotations.RefName]).Order(StringComparer.Ordinal));
        Assert.IsEmpty(Directory.GetFiles(_work["layout"], "*.part", SearchOption.AllDirectories));
    }
}

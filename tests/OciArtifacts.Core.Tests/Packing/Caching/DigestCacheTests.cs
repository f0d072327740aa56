using Microsoft.Extensions.Time.Testing;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing.Caching;

[TestClass]
public sealed class DigestCacheTests : IDisposable
{
    private readonly WorkFolder _work = new();
    private readonly FakeTimeProvider _later = new(TimeProvider.System.GetUtcNow().AddHours(1));

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task A_file_that_was_read_is_known_to_the_next_run()
    {
        var path = _work.Write("file", "abc");
        await RememberAsync(path);
        Assert.AreEqual(Digest.Sha256("abc"u8), Known(Load(), path));
        Assert.IsTrue(Load().IsCurrent(CancellationToken.None));
    }

    [TestMethod]
    public async Task Of_a_thousand_files_the_one_that_changed_is_found()
    {
        var paths = Enumerable.Range(0, 1000).Select(i => _work.Write($"many/{i}", $"{i}")).ToArray();
        await RememberAsync(paths);
        Assert.IsTrue(Load().IsCurrent(CancellationToken.None));
        File.WriteAllText(paths[777], "zzz");
        Assert.IsFalse(Load().IsCurrent(CancellationToken.None));
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(1000)]
    public async Task Comparing_files_can_be_cancelled(int count)
    {
        var paths = Enumerable.Range(0, count).Select(i => _work.Write($"many/{i}", $"{i}")).ToArray();
        await RememberAsync(paths);
        foreach (var path in paths) File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddYears(40));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.ThrowsExactly<OperationCanceledException>(() => Load().IsCurrent(cancelled.Token));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_change_that_keeps_size_and_time_is_noticed()
    {
        var path = _work.Write("file", "abc");
        var time = File.GetLastWriteTimeUtc(path);
        File.SetLastWriteTimeUtc(path, time);
        await RememberAsync(path);
        Thread.Sleep(20);
        File.WriteAllText(path, "xyz");
        File.SetLastWriteTimeUtc(path, time);
        Assert.IsNull(Known(Load(), path));
        Assert.IsFalse(Load().IsCurrent(CancellationToken.None));
    }

    [TestMethod]
    public async Task A_deleted_file_is_a_change()
    {
        var path = _work.Write("file", "abc");
        await RememberAsync(path);
        File.Delete(path);
        Assert.IsFalse(Load().IsCurrent(CancellationToken.None));
    }

    [TestMethod]
    [DataRow(3, true)]
    [DataRow(64 * 1024, true)]
    [DataRow((64 * 1024) + 1, false)]
    public async Task A_small_file_that_each_build_rewrites_is_read_and_the_cache_is_not_saved_for_it(int size, bool isSmall)
    {
        var soon = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddSeconds(2));
        var path = _work.Write("file", new string('a', size));
        var fingerprint = await RememberAsync(path);
        for (var build = 1; build <= 5; build++)
        {
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddYears(build));
            var cache = DigestCache.Load(_work["digests.bin"], soon);
            Assert.IsTrue(cache.IsCurrent(CancellationToken.None));
            Assert.AreEqual(size, cache.BytesRead);
            var next = cache.Save();
            Assert.AreEqual(isSmall && build > 2, next == fingerprint, $"build {build}");
            fingerprint = next;
        }

        // The builds have stopped rewriting the file. The cache records that and does not read the file again.
        Assert.IsTrue(Load().IsCurrent(CancellationToken.None));
        var rested = Load();
        Assert.IsTrue(rested.IsCurrent(CancellationToken.None));
        rested.Save();
        var last = Load();
        Assert.IsTrue(last.IsCurrent(CancellationToken.None));
        Assert.AreEqual(0, last.BytesRead);
    }

    [TestMethod]
    public async Task A_file_that_is_rewritten_with_the_same_content_is_read_once()
    {
        var path = _work.Write("file", "abc");
        var before = await RememberAsync(path);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddMinutes(-5));
        var cache = Load();
        Assert.IsNull(Known(cache, path));
        Assert.IsTrue(cache.IsCurrent(CancellationToken.None));
        Assert.AreNotEqual(before, cache.Save());
        Assert.AreEqual(Digest.Sha256("abc"u8), Known(Load(), path));
    }

    [TestMethod]
    public async Task A_file_that_was_read_just_after_it_changed_is_read_again()
    {
        var path = _work.Write("file", "abc");
        var cache = DigestCache.Load(_work["digests.bin"], TimeProvider.System);
        cache.Hash(path, "", CancellationToken.None);
        cache.Save();
        Assert.IsNull(Known(Load(), path));
        Assert.IsTrue(Load().IsCurrent(CancellationToken.None));
    }

    [TestMethod]
    public void A_file_that_changes_while_it_is_read_is_not_remembered()
    {
        var path = _work.Write("file", "abc");
        var cache = Load();
        var reading = cache.BeginReading(path);
        File.WriteAllText(path, "abcd");
        cache.EndReading(reading, "", Digest.Sha256("abc"u8));
        Assert.IsNull(Known(cache, path));
    }

    [TestMethod]
    public async Task A_file_of_another_origin_is_not_known()
    {
        var path = _work.Write("file", "abc");
        var cache = Load();
        cache.Hash(path, "Package/1.0.0", CancellationToken.None);
        cache.Save();
        Assert.IsNotNull(Known(Load(), path, "Package/1.0.0"));
        Assert.IsNull(Known(Load(), path, "Package/1.0.1"));
        Assert.IsTrue(Load().IsCurrent(CancellationToken.None));
    }

    [TestMethod]
    public async Task A_file_that_a_run_has_not_used_is_dropped()
    {
        var (one, other) = (_work.Write("one", "1"), _work.Write("other", "2"));
        await RememberAsync(one, other);
        var cache = Load();
        Known(cache, one);
        cache.Save();
        Assert.IsNotNull(Known(Load(), one));
        Assert.IsNull(Known(Load(), other));
    }

    [TestMethod]
    public async Task Without_news_the_cache_is_not_written()
    {
        var fingerprint = await RememberAsync(_work.Write("file", "abc"));
        var written = FileStamp.Of(_work["digests.bin"]);
        var cache = Load();
        Assert.IsTrue(cache.IsCurrent(CancellationToken.None));
        Assert.AreEqual(fingerprint, cache.Fingerprint);
        Assert.AreEqual(fingerprint, cache.Save());
        Assert.AreEqual(written, FileStamp.Of(_work["digests.bin"]));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(5)]
    [DataRow(60)]
    [DataRow(-1)]
    public async Task A_damaged_cache_is_treated_as_absent(int at)
    {
        var path = _work.Write("file", "abc");
        await RememberAsync(path);
        var bytes = File.ReadAllBytes(_work["digests.bin"]);
        bytes[at < 0 ? ^1 : at] ^= 1;
        File.WriteAllBytes(_work["digests.bin"], bytes);
        Assert.IsNull(Load().Fingerprint);
        Assert.IsNull(Known(Load(), path));
        Assert.IsFalse(Load().IsCurrent(CancellationToken.None));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(7)]
    [DataRow(100)]
    public async Task A_cache_that_was_cut_off_is_treated_as_absent(int length)
    {
        var path = _work.Write("file", "abc");
        await RememberAsync(path);
        File.WriteAllBytes(_work["digests.bin"], File.ReadAllBytes(_work["digests.bin"])[..length]);
        Assert.IsNull(Known(Load(), path));
    }

    [TestMethod]
    public void The_cache_of_another_writer_is_treated_as_absent()
    {
        var file = new CachedFile("", default, IsTimestampReliable: true, Digest.Sha256([]));
        CacheFile.Write(_work["digests.bin"], "another", [new("/file", file)], []);
        Assert.IsNull(CacheFile.Read(_work["digests.bin"], "this"));
        Assert.AreEqual(file, CacheFile.Read(_work["digests.bin"], "another")!.Files["/file"]);
    }

    [TestMethod]
    public async Task A_cache_that_cannot_be_read_is_treated_as_absent()
    {
        Directory.CreateDirectory(_work["digests.bin"]);
        Assert.IsNull(Load().Fingerprint);
        await Failure.WithAsync(OciErrorCode.FileAccess, async () => await RememberAsync(_work.Write("file", "abc")));
    }

    [TestMethod]
    public async Task Several_builds_can_save_at_the_same_time()
    {
        var path = _work.Write("file", "abc");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => RememberAsync(path))));
        Assert.AreEqual(Digest.Sha256("abc"u8), Known(Load(), path));
        Assert.HasCount(2, Directory.GetFileSystemEntries(_work.Path));
    }

    [TestMethod]
    public async Task A_tracked_input_that_changes_is_a_change_and_a_missing_one_is_ignored()
    {
        var path = _work.Write("policy.json", "{}");
        var cache = Load();
        cache.TrackInput(path, CancellationToken.None);
        cache.TrackInput(_work["missing"], CancellationToken.None);
        cache.Save();
        Assert.IsTrue(Load().IsCurrent(CancellationToken.None));
        File.WriteAllText(path, "[]");
        Assert.IsFalse(Load().IsCurrent(CancellationToken.None));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_tracked_output_that_changes_is_a_change(bool isDigestKnown)
    {
        var path = _work.Write("made.json", "{}");
        var cache = Load();
        if (isDigestKnown) cache.TrackOutput(path, Digest.Sha256("{}"u8));
        else cache.TrackOutput(path, CancellationToken.None);
        cache.Save();
        Assert.IsTrue(Load().IsCurrent(CancellationToken.None));
        File.WriteAllText(path, "[]");
        Assert.IsFalse(Load().IsCurrent(CancellationToken.None));
    }

    [TestMethod]
    public async Task A_new_run_knows_what_the_last_one_found_out_and_saves_only_what_it_uses()
    {
        var (one, other) = (_work.Write("one", "1"), _work.Write("other", "2"));
        await RememberAsync(one);
        var cache = Load();
        cache.Hash(other, "", CancellationToken.None);
        var next = cache.StartNewRun();
        Assert.IsNull(next.Fingerprint);
        Assert.IsNotNull(Known(next, other));
        next.Save();
        Assert.IsNull(Known(Load(), one));
        Assert.IsNotNull(Known(Load(), other));
    }

    private static Digest? Known(DigestCache cache, string path, string origin = "") =>
        FileStamp.Of(path) is { } stamp ? cache.Find(path, origin, stamp) : null;

    private DigestCache Load() => DigestCache.Load(_work["digests.bin"], _later);

    private async Task<Digest> RememberAsync(params string[] paths)
    {
        var cache = Load();
        foreach (var path in paths) cache.Hash(path, "", CancellationToken.None);
        return cache.Save();
    }
}

using System.Formats.Tar;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Archives;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing.Archives;

[TestClass]
public sealed class TarLayerTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void Entries_are_in_ordinal_order_and_folders_come_before_their_entries()
    {
        var archive = PackedFiles.Archive(PackedFiles.Plan(_work, "b.txt", "a/x", "a/b/y", "a-b", "B", "ä"));
        Assert.AreSequenceEqual(["B", "a-b", "a/", "a/b/", "a/b/y", "a/x", "b.txt", "ä"], PackedFiles.Read(archive).Select(e => e.Name));
    }

    [TestMethod]
    public void With_a_prefix_every_path_begins_with_it()
    {
        using var output = new MemoryStream();
        var sources = PackedFiles.Sources(PackedFiles.Plan(_work, "b", "a/x"));
        var layer = new TarLayer(sources, DateTimeOffset.UnixEpoch, root: "") { Prefix = "./" };
        layer.Write(output, CancellationToken.None);
        Assert.AreSequenceEqual(["./a/", "./a/x", "./b"], PackedFiles.Read(output.ToArray()).Select(e => e.Name));
    }

    // The digest of an archive must not change: users would upload all layers again.
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void The_archive_of_these_files_always_has_this_digest()
    {
        var files = PackedFiles.Plan(_work, "b.txt", "a/x", "ü/y");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(files[0].SourcePath, (UnixFileMode)Convert.ToInt32("744", 8));
        Assert.AreEqual(
            "sha256:8c58181e0eacd2a1bf3ef8e085427ac5148f8146afdaffb3c16ea18e952564a7",
            Digest.Sha256(PackedFiles.Archive(files)).ToString());
    }

    [TestMethod]
    public void Each_file_has_its_bytes()
    {
        var large = Sample.Bytes(700_000);
        PlannedFile[] files =
        [
            .. PackedFiles.Plan(_work, "a", "folder/b"),
            new(_work.Write("l", large), "large"),
            new(_work.Write("e", ""), "empty"),
        ];
        var read = PackedFiles.Read(PackedFiles.Archive(files))
            .Where(e => e.EntryType == TarEntryType.RegularFile)
            .ToDictionary(e => e.Name, BytesOf, StringComparer.Ordinal);
        Assert.HasCount(4, read);
        Assert.AreSequenceEqual("a"u8.ToArray(), read["a"]);
        Assert.AreSequenceEqual("folder/b"u8.ToArray(), read["folder/b"]);
        Assert.AreSequenceEqual(large, read["large"]);
        Assert.IsEmpty(read["empty"]);
    }

    [TestMethod]
    public void Every_entry_has_the_one_time_and_no_owner()
    {
        using var output = new MemoryStream();
        var time = new DateTimeOffset(2024, 5, 1, 12, 0, 0, TimeSpan.FromHours(2));
        new TarLayer(PackedFiles.Sources(PackedFiles.Plan(_work, "a/b", "c")), time, root: "").Write(output, CancellationToken.None);
        var entries = PackedFiles.Read(output.ToArray());
        Assert.HasCount(3, entries);
        foreach (var entry in entries.Cast<PosixTarEntry>())
        {
            Assert.AreEqual(time, entry.ModificationTime, entry.Name);
            Assert.AreEqual((0, 0, "", ""), (entry.Uid, entry.Gid, entry.UserName, entry.GroupName), entry.Name);
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_file_is_executable_in_the_archive_if_it_is_executable_on_disk()
    {
        var files = PackedFiles.Plan(_work, "plain", "program");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(files[1].SourcePath, (UnixFileMode)Convert.ToInt32("700", 8));
        var modes = PackedFiles.Read(PackedFiles.Archive(files)).Select(e => Convert.ToString((int)e.Mode, 8));
        Assert.AreSequenceEqual(["644", "755"], modes);
    }

    [TestMethod]
    public void The_same_files_give_the_same_bytes_in_any_folder_and_any_order()
    {
        using var elsewhere = new WorkFolder();
        var here = PackedFiles.Plan(_work, "a", "b/c", "b/d", "ü");
        var there = PackedFiles.Plan(elsewhere, "a", "b/c", "b/d", "ü");
        foreach (var file in there) File.SetLastWriteTimeUtc(file.SourcePath, new DateTime(1999, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.AreSequenceEqual(PackedFiles.Archive(here), PackedFiles.Archive([.. there.Reverse()]));
    }

    [TestMethod]
    public void An_archive_without_files_is_empty() => Assert.AreSequenceEqual(new byte[1024], PackedFiles.Archive());

    [TestMethod]
    [DataRow("a/b", "a/b", DisplayName = "twice the same")]
    [DataRow("a", "a/b", DisplayName = "a file below a file")]
    [DataRow("a/b/c/d", "a/b", DisplayName = "a file far below a file")]
    public void Two_files_that_need_the_same_path_are_refused_and_named(string first, string second)
    {
        var files = PackedFiles.Plan(_work, "other", first, second);
        var failure = Failure.With(OciErrorCode.DuplicatePath, () => PackedFiles.Archive(files));
        Assert.Contains(files[1].SourcePath, failure.Message, StringComparison.Ordinal);
        Assert.Contains(files[2].SourcePath, failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("a/b", "a/c")]
    [DataRow("a", "ab/c")]
    [DataRow("a", "A")]
    [DataRow("a/b", "a.b")]
    public void Similar_paths_are_not_refused(string first, string second) =>
        Assert.IsNotEmpty(PackedFiles.Archive(PackedFiles.Plan(_work, first, second)));

    [TestMethod]
    [DataRow("../a")]
    [DataRow("a/../b")]
    [DataRow("a/..")]
    [DataRow("/a")]
    [DataRow("/")]
    [DataRow("")]
    [DataRow("a/")]
    [DataRow("a//b")]
    [DataRow("./a")]
    [DataRow("a/./b")]
    [DataRow("a\0b")]
    public void A_path_that_leads_out_of_the_folder_or_has_an_empty_name_is_refused(string path)
    {
        var file = new PlannedFile(_work.Write("file", "x"), path);
        Failure.With(OciErrorCode.InvalidName, () => PackedFiles.Archive(file));
    }

    [TestMethod]
    [DataRow("...")]
    [DataRow("..a")]
    [DataRow(".hidden")]
    [DataRow("a..b/c.")]
    public void A_name_may_contain_dots(string path) => Assert.IsNotEmpty(
        PackedFiles.Archive(new PlannedFile(_work.Write("file", "x"), path)));

    [TestMethod]
    public void A_missing_file_is_named()
    {
        var failure = Failure.With(
            OciErrorCode.FileNotFound, () => PackedFiles.Archive(new PlannedFile(_work["no/such.file"], "a")));
        Assert.Contains(_work["no/such.file"], failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_folder_is_refused() =>
        Failure.With(OciErrorCode.NotRegularFile, () => PackedFiles.Archive(new PlannedFile(_work.Path, "a")));

    // A file of the kernel has bytes, but its size is 0. To the packer it looks like a file that grows.
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_file_whose_size_changes_while_it_is_packed_is_refused()
    {
        var failure = Failure.With(
            OciErrorCode.ContentMismatch, () => PackedFiles.Archive(new PlannedFile("/proc/self/status", "a")));
        Assert.Contains("/proc/self/status", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Folders_above_the_root_have_no_entry()
    {
        using var output = new MemoryStream();
        var sources = PackedFiles.Sources(PackedFiles.Plan(_work, "sub/man/en/a"));
        new TarLayer(sources, DateTimeOffset.UnixEpoch, root: "sub/man").Write(output, CancellationToken.None);
        var names = PackedFiles.Read(output.ToArray()).Select(entry => entry.Name);
        Assert.AreSequenceEqual(["sub/man/", "sub/man/en/", "sub/man/en/a"], names);
    }

    [TestMethod]
    public async Task Packing_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var layer = new TarLayer(PackedFiles.Sources(PackedFiles.Plan(_work, "a")), DateTimeOffset.UnixEpoch, root: "");
        Assert.Throws<OperationCanceledException>(() => layer.Write(new MemoryStream(), cancelled.Token));
    }

    private static byte[] BytesOf(TarEntry entry)
    {
        if (entry.DataStream is null) return [];
        using var bytes = new MemoryStream();
        entry.DataStream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

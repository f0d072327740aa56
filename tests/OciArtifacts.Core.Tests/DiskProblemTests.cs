using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests;

/// <summary>
/// A file that cannot be written causes one failure about the file that the user wants, at any time, and leaves nothing
/// behind.
/// </summary>
[TestClass]
public sealed class DiskProblemTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow(0, DisplayName = "at the write")]
    [DataRow(4096, DisplayName = "at the flush of a close")]
    public async Task A_full_disk_is_said_and_leaves_what_was_there(int bufferSize)
    {
        var path = _work.Write("file", "old");
        var failure = await Failure.WithAsync(
            OciErrorCode.FileAccess,
            () => AtomicFile.WriteAsync(path, WriteAsync, temporary => new FullDisk(temporary, room: 10, bufferSize)));
        AssertFull(failure, path);
        Assert.AreEqual("old", await File.ReadAllTextAsync(path));
        AssertAlone(path);
    }

    [TestMethod]
    [DataRow(0, DisplayName = "at the write")]
    [DataRow(100_000, DisplayName = "when it is closed")]
    public async Task An_archive_on_a_full_disk_is_said_and_leaves_what_was_there(int bufferSize)
    {
        var path = _work.Write("a.tar", "old");
        var source = new MemoryStore();
        var content = source.Add("a/b", Sample.Bytes(10_000));
        var failure = await Failure.WithAsync(OciErrorCode.FileAccess, async () =>
        {
            await using var archive = LayoutArchive.Create(path, temporary => new FullDisk(temporary, room: 5000, bufferSize));
            await archive.PutAsync(content, source, CancellationToken.None);
            await archive.CompleteAsync(CancellationToken.None);
        });
        AssertFull(failure, path);
        Assert.AreEqual("old", await File.ReadAllTextAsync(path));
        AssertAlone(path);
    }

    [TestMethod]
    public async Task An_archive_that_failed_takes_nothing_more_and_says_why()
    {
        var source = new MemoryStore();
        var large = source.Add("a/b", Sample.Bytes(10_000));
        var small = source.Add("a/b", Sample.Bytes(10));
        await using var archive = LayoutArchive.Create(_work["a.tar"], temporary => new FullDisk(temporary, room: 5000));
        foreach (var content in new[] { large, small })
        {
            AssertFull(
                await Failure.WithAsync(OciErrorCode.FileAccess, () => archive.PutAsync(content, source, CancellationToken.None)),
                _work["a.tar"]);
        }

        await Failure.WithAsync(OciErrorCode.FileAccess, () => archive.CompleteAsync(CancellationToken.None));
        Assert.IsEmpty(Directory.GetFileSystemEntries(_work.Path));
    }

    [TestMethod]
    [DataRow(28, "the disk is full.")]
    [DataRow(unchecked((int)0x80070070), "the disk is full.")]
    [DataRow(30, "the file system is read-only.")]
    [DataRow(unchecked((int)0x8007050F), "the quota of the user on this disk is used up.")]
    public void What_the_system_says_by_a_number_is_said_in_words(int number, string words)
    {
        var failure = DiskProblem.CannotWrite(_work["file"], new IOException("Something : 'x'", number));
        Assert.StartsWith($"'{_work["file"]}' cannot be written: {words}", failure.Message);
        Assert.IsTrue(DiskProblem.IsPermanent(failure.InnerException!));
    }

    // EFBIG, as .NET reports it.
    [TestMethod]
    public async Task A_file_that_gets_larger_than_is_allowed_is_no_defect()
    {
        var failure = await Failure.WithAsync(OciErrorCode.FileAccess, () => AtomicFile.WriteAsync<int>(
            _work["file"], _ => TooLarge(0)));
        Assert.StartsWith($"'{_work["file"]}' cannot be written: it would get larger than a file may be here", failure.Message);
        Assert.IsEmpty(Directory.GetFileSystemEntries(_work.Path));
    }

    [TestMethod]
    public void The_name_under_which_it_was_written_is_not_said()
    {
        var failure = DiskProblem.CannotWrite("/a/file", new IOException("Odd : '/a/.x.part'"), "/a/.x.part");
        Assert.AreEqual("'/a/file' cannot be written: Odd.", failure.Message);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_pipe_or_a_device_is_not_replaced_by_a_file()
    {
        await SpecialFile.MakePipeAsync(_work["pipe"]);
        File.CreateSymbolicLink(_work["link"], "/dev/null");
        Assert.Contains(
            "it is a named pipe",
            Failure.With(OciErrorCode.NotRegularFile, () => AtomicFile.WriteAllBytes(_work["pipe"], "x"u8.ToArray())).Message);
        Assert.Contains(
            "it is a device",
            Failure.With(OciErrorCode.NotRegularFile, () => AtomicFile.WriteAllBytes(_work["link"], "x"u8.ToArray())).Message);
        Assert.HasCount(2, Directory.GetFileSystemEntries(_work.Path));
    }

    [TestMethod]
    [Timeout(60_000)]
    [DataRow("oci-layout", "it is a named pipe, and a file would take its place.")]
    [DataRow("index.json", "is a named pipe, and only a regular file can be read.")]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_pipe_among_the_files_of_a_layout_is_said_at_once(string name, string message)
    {
        if (name != "oci-layout") _work.Write("oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
        await SpecialFile.MakePipeAsync(_work[name]);
        var source = new MemoryStore();
        var root = Sample.Manifest(source, "m");
        var failure = await Failure.WithAsync(
            OciErrorCode.NotRegularFile, () => new LayoutDirectory(_work.Path).TagAsync(root, source, "1.0", CancellationToken.None));
        Assert.Contains(_work[name], failure.Message);
        Assert.Contains(message, failure.Message);
    }

    [TestMethod]
    [DataRow("folder")]
    [DataRow("folder/")]
    [DataRow("/")]
    public async Task A_folder_in_the_place_of_a_file_is_said(string relative)
    {
        Directory.CreateDirectory(_work["folder"]);
        var path = Path.Combine(_work.Path, relative);
        var failure = await Failure.WithAsync(OciErrorCode.FileAccess, async () => await LayoutArchive.Create(path).DisposeAsync());
        Assert.Contains($"'{path}' cannot be written: it is a folder", failure.Message);
    }

    [TestMethod]
    public void A_file_in_the_place_of_a_folder_is_named()
    {
        _work.Write("file", "x");
        var failure = Failure.With(OciErrorCode.FileAccess, () => AtomicFile.WriteAllBytes(_work["file/a/b"], "x"u8.ToArray()));
        Assert.StartsWith($"'{_work["file/a/b"]}' cannot be written: '{_work["file"]}' is no folder.", failure.Message);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_name_that_is_too_long_is_said_to_be_that()
    {
        var path = _work[new string('n', 300)];
        var failure = Failure.With(OciErrorCode.FileAccess, () => AtomicFile.WriteAllBytes(path, "x"u8.ToArray()));
        Assert.StartsWith($"'{path}' cannot be written: ", failure.Message);
        Assert.EndsWith("is too long. Name a shorter one.", failure.Message);
    }

    private static Task<int> TooLarge(int value) =>
        throw new ArgumentOutOfRangeException(nameof(value), "Specified file length was too large for the file system.");

    private void AssertAlone(string path) => Assert.AreSequenceEqual([path], Directory.GetFileSystemEntries(_work.Path));

    private static void AssertFull(OciException failure, string path)
    {
        Assert.StartsWith($"'{path}' cannot be written: the disk is full. It has ", failure.Message);
        Assert.DoesNotContain(AtomicFile.TemporaryExtension, failure.Message);
    }

    private static async Task<int> WriteAsync(Stream stream)
    {
        await stream.WriteAsync(new byte[100]);
        return 0;
    }
}

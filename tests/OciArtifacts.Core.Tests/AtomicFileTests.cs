using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests;

[TestClass]
public sealed class AtomicFileTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task A_file_is_written_with_the_folders_above_it()
    {
        Assert.AreEqual(42, await AtomicFile.WriteAsync(_work["a/b/file"], Writing("text", result: 42)));
        Assert.AreEqual("text", await File.ReadAllTextAsync(_work["a/b/file"]));
        AssertAlone("a/b/file");
    }

    [TestMethod]
    public async Task A_file_that_is_there_is_replaced()
    {
        var path = _work.Write("file", "old and longer");
        await AtomicFile.WriteAsync(path, Writing("new", 0));
        Assert.AreEqual("new", await File.ReadAllTextAsync(path));
        AssertAlone("file");
    }

    [TestMethod]
    public async Task A_file_is_not_there_before_it_is_whole()
    {
        var path = _work["file"];
        await AtomicFile.WriteAsync(path, async stream =>
        {
            await stream.WriteAsync("half"u8.ToArray());
            await stream.FlushAsync();
            Assert.IsFalse(File.Exists(path));
            return 0;
        });
        Assert.IsTrue(File.Exists(path));
    }

    [TestMethod]
    public async Task A_failure_leaves_what_was_there_and_nothing_else()
    {
        var path = _work.Write("file", "old");
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => AtomicFile.WriteAsync<int>(path, async stream =>
        {
            await stream.WriteAsync("half"u8.ToArray());
            throw new InvalidOperationException();
        }));
        Assert.AreEqual("old", await File.ReadAllTextAsync(path));
        AssertAlone("file");
    }

    [TestMethod]
    public async Task A_failure_where_nothing_was_leaves_nothing()
    {
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(
            () => AtomicFile.WriteAsync<int>(_work["file"], _ => throw new InvalidOperationException()));
        Assert.IsEmpty(Directory.GetFileSystemEntries(_work.Path));
    }

    [TestMethod]
    [DataRow("file/below", DisplayName = "below a file")]
    [DataRow("folder", DisplayName = "in the place of a folder")]
    public async Task Where_no_file_can_be_the_failure_names_it(string relative)
    {
        _work.Write("file", "");
        _work.Write("folder/x", "");
        var failure = await Failure.WithAsync(OciErrorCode.FileAccess, () => AtomicFile.WriteAsync(_work[relative], Writing("x", 0)));
        Assert.Contains(_work[relative], failure.Message, StringComparison.Ordinal);
        Assert.HasCount(2, Directory.GetFiles(_work.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task A_file_of_the_same_bytes_is_not_touched()
    {
        var path = _work.Write("file", "same");
        var longAgo = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, longAgo);
        AtomicFile.WriteAllBytes(path, "same"u8.ToArray());
        Assert.AreEqual(longAgo, File.GetLastWriteTimeUtc(path));
    }

    [TestMethod]
    [DataRow("othe", DisplayName = "of the same length")]
    [DataRow("longer")]
    [DataRow("")]
    public async Task A_file_of_other_bytes_is_replaced(string old)
    {
        var path = _work.Write("file", old);
        AtomicFile.WriteAllBytes(path, "same"u8.ToArray());
        Assert.AreEqual("same", await File.ReadAllTextAsync(path));
    }

    private void AssertAlone(string relative) =>
        Assert.AreSequenceEqual([_work[relative]], Directory.GetFiles(_work.Path, "*", SearchOption.AllDirectories));

    private static Func<Stream, Task<T>> Writing<T>(string text, T result) => async stream =>
    {
        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
        return result;
    };
}

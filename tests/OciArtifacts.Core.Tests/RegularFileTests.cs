using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests;

/// <summary>Only regular files are opened, and a failure says where a link leads.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class RegularFileTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [Timeout(60_000)]
    [DataRow("", "'{0}' is a named pipe, and only a regular file can be read. Take it out of the project, or put a file there.")]
    [DataRow("The policy", "The policy '{0}' is a named pipe, and only a regular file can be read.")]
    public async Task A_pipe_is_refused_at_once(string role, string message)
    {
        await SpecialFile.MakePipeAsync(_work["pipe"]);
        StartsWith(
            string.Format(null, message, _work["pipe"]),
            Failure.With(OciErrorCode.NotRegularFile, () => RegularFile.Open(_work["pipe"], role)));
    }

    [TestMethod]
    [Timeout(60_000)]
    [DataRow("/dev/zero")]
    [DataRow("/dev/null")]
    public void A_link_to_a_device_says_where_it_leads(string device)
    {
        File.CreateSymbolicLink(_work["link"], device);
        StartsWith(
            $"'{_work["link"]}' is a link to '{device}', which is a device",
            Failure.With(OciErrorCode.NotRegularFile, () => RegularFile.OpenStream(_work["link"])));
    }

    [TestMethod]
    public void A_socket_is_refused()
    {
        using var socket = SpecialFile.MakeSocket(_work["s"]);
        StartsWith($"'{_work["s"]}' is a socket", Failure.With(OciErrorCode.NotRegularFile, () => RegularFile.Open(_work["s"])));
    }

    [TestMethod]
    public void A_folder_is_no_file() =>
        StartsWith(
            $"The list '{_work.Path}' is a folder",
            Failure.With(OciErrorCode.NotRegularFile, () => RegularFile.ReadAllBytes(_work.Path, "The list")));

    [TestMethod]
    public void A_link_that_leads_nowhere_says_where()
    {
        File.CreateSymbolicLink(_work["link"], "gone.txt");
        StartsWith(
            $"'{_work["link"]}' is a link to 'gone.txt', which does not exist. Create it, or take it out of the project.",
            Failure.With(OciErrorCode.FileNotFound, () => RegularFile.Open(_work["link"])));
    }

    [TestMethod]
    public void A_folder_above_that_is_a_link_to_nowhere_is_named()
    {
        File.CreateSymbolicLink(_work["folder"], "gone");
        StartsWith(
            $"The policy '{_work["folder/x"]}' does not exist: '{_work["folder"]}' is a link to 'gone', which does not exist.",
            Failure.With(OciErrorCode.FileNotFound, () => RegularFile.Open(_work["folder/x"], "The policy")));
    }

    [TestMethod]
    public void A_link_that_leads_to_itself_says_so()
    {
        File.CreateSymbolicLink(_work["a"], "b");
        File.CreateSymbolicLink(_work["b"], "a");
        StartsWith(
            $"'{_work["a"]}' cannot be read: '{_work["a"]}' is a link to 'b', which leads back to the link.",
            Failure.With(OciErrorCode.FileAccess, () => RegularFile.Open(_work["a"])));
    }

    [TestMethod]
    public void What_is_missing_is_said() => StartsWith(
        $"'{_work["x"]}' does not exist. Create it, or take it out of the project.",
        Failure.With(OciErrorCode.FileNotFound, () => RegularFile.Open(_work["x"])));

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_name_that_is_not_UTF_8_is_said_to_be_that()
    {
        await SpecialFile.MakeNamedByBytesAsync(_work.Path);
        var listed = Path.Combine(_work.Path, SpecialFile.NameByBytes);
        Assert.AreSequenceEqual([listed], Directory.GetFiles(_work.Path));
        StartsWith($"'{listed}' has a name that is not UTF-8", Failure.With(OciErrorCode.InvalidName, () => RegularFile.Open(listed)));
        await SpecialFile.RemoveAsync(_work.Path);
    }

    [TestMethod]
    public void A_name_with_that_sign_that_is_UTF_8_is_a_name()
    {
        _work.Write("a\uFFFD", "x");
        RegularFile.Open(_work["a\uFFFD"]).Dispose();
    }

    // A build tool turns backslashes into slashes.
    [TestMethod]
    public void A_name_with_a_backslash_is_found_behind_its_slashes()
    {
        _work.Write("d/a\\b\\c", "x");
        var problem = RegularFile.ProblemOfName(_work["d/a/b/c"]);
        StartsWith($"'{_work["d"]}/a\\b\\c' has a backslash in its name", problem!);
        Assert.AreEqual(OciErrorCode.InvalidName, problem!.Code);
        Assert.IsNull(RegularFile.ProblemOfName(_work["d/other/c"]));
    }

    // The kernel reports 0 bytes for this file, which has some.
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_file_of_the_kernel_is_read_to_its_end() => Assert.IsNotEmpty(RegularFile.ReadAllBytes("/proc/version", "The file"));

    private static void StartsWith(string expected, OciException failure) => Assert.StartsWith(expected, failure.Message);
}

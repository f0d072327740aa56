using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing.Caching;

[TestClass]
public sealed class FileStampTests : IDisposable
{
    private const long Second = 1_000_000_000;

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void An_unchanged_file_keeps_its_stamp()
    {
        var path = _work.Write("file", "abc");
        var stamp = FileStamp.Of(path);
        Assert.AreEqual(3, stamp!.Value.Size);
        Assert.AreEqual((File.GetLastWriteTimeUtc(path) - DateTime.UnixEpoch).Ticks, stamp.Value.Modified / 100);
        Assert.AreEqual(stamp, FileStamp.Of(path));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Another_content_of_the_same_size_and_time_has_another_stamp()
    {
        var path = _work.Write("file", "abc");
        var time = File.GetLastWriteTimeUtc(path);

        // .NET sets times with a resolution of 100 ns.
        File.SetLastWriteTimeUtc(path, time);
        var stamp = FileStamp.Of(path);
        Thread.Sleep(20);
        File.WriteAllText(path, "xyz");
        File.SetLastWriteTimeUtc(path, time);
        Assert.AreEqual(stamp!.Value.Modified, FileStamp.Of(path)!.Value.Modified);
        Assert.AreNotEqual(stamp, FileStamp.Of(path));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Another_file_of_the_same_size_and_time_has_another_stamp()
    {
        var path = _work.Write("file", "abc");
        var other = _work.Write("other", "xyz");
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(path));
        var stamp = FileStamp.Of(path);
        File.Move(other, path, overwrite: true);
        Assert.AreNotEqual(stamp!.Value.Inode, FileStamp.Of(path)!.Value.Inode);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void The_mode_is_part_of_the_stamp()
    {
        var path = _work.Write("file", "abc");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.AreEqual(Convert.ToInt32("500", 8), FileStamp.Of(path)!.Value.Mode);
    }

    [TestMethod]
    public void Links_are_followed()
    {
        var path = _work.Write("file", "abc");
        File.CreateSymbolicLink(_work["link"], path);
        Assert.AreEqual(FileStamp.Of(path), FileStamp.Of(_work["link"]));
    }

    [TestMethod]
    public void A_folder_and_a_missing_file_have_no_stamp()
    {
        Assert.IsNull(FileStamp.Of(_work["missing"]));
        Assert.IsNull(FileStamp.Of(_work.Path));
    }

    [TestMethod]
    [DataRow(0L, 0L, 50L, false, DisplayName = "in the same tick")]
    [DataRow(0L, 0L, 150L, true, DisplayName = "some ticks later")]
    [DataRow(0L, 100L, 150L, false, DisplayName = "changed later than modified")]
    [DataRow(0L, -5000L, 50L, false, DisplayName = "modified later than changed")]
    [DataRow(-7L, -7L, 1900L, false, DisplayName = "whole seconds")]
    [DataRow(-7L, -7L, 2100L, true, DisplayName = "whole seconds, long ago")]
    [DataRow(-7L, 0L, 150L, true, DisplayName = "only the modification is of whole seconds")]
    public void A_stamp_is_reliable_when_a_later_change_gives_another_stamp(long modified, long changed, long now, bool expected)
    {
        // 7 ms after a whole second, so that -7 gives a whole second.
        const long Start = (1000 * Second) + (7 * Second / 1000);
        var stamp = new FileStamp(1, Start + (modified * Second / 1000), Start + (changed * Second / 1000), 1, 0);
        Assert.AreEqual(expected, stamp.IsReliableAt(DateTimeOffset.UnixEpoch.AddTicks(Start / 100).AddMilliseconds(now)));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void The_status_of_files_is_used_where_the_runtime_agrees_with_it()
    {
        Assert.IsTrue(UnixFileStatus.IsUsable);
        Assert.IsTrue(UnixFileStatus.AgreesWithRuntime(_work.Write("file", "abc")));
        Assert.IsFalse(UnixFileStatus.AgreesWithRuntime(_work["missing"]));
        Assert.IsFalse(UnixFileStatus.AgreesWithRuntime(""));
    }
}

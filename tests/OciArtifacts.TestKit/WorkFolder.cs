using IoPath = System.IO.Path;

namespace OciArtifacts.TestKit;

/// <summary>
/// A folder of its own for one test, outside of every repository, so that no settings file above it is inherited.
/// </summary>
public sealed class WorkFolder : IDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        // The target of a link is outside of the folder, so it must not be changed.
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private bool _keep;

    public WorkFolder(string prefix = "work") => Path = Directory.CreateTempSubdirectory($"{prefix}-").FullName;

    public string Path { get; }

    /// <summary>The full path of something in the folder, whether it exists or not.</summary>
    public string this[string relative] => IoPath.GetFullPath(relative, Path);

    /// <summary>A copy of a folder without build output, in a folder of the same name.</summary>
    public static WorkFolder CopyOf(string source)
    {
        var folder = new WorkFolder(IoPath.GetFileName(IoPath.TrimEndingDirectorySeparator(source)));
        CopyTree(new DirectoryInfo(source), folder.Path);
        return folder;
    }

    /// <summary>Writes UTF-8 without a byte order mark, makes the folders above, and returns the full path.</summary>
    public string Write(string relative, string text)
    {
        var path = Prepare(relative);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string relative, byte[] bytes)
    {
        var path = Prepare(relative);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Keeps the folder after the test, so that a failure can be examined.</summary>
    public void Keep() => _keep = true;

    public void Dispose()
    {
        for (var attempt = 0; attempt < Attempts && !_keep && Directory.Exists(Path) && !TryDelete(); attempt++) Thread.Sleep(Pause);
    }

    private string Prepare(string relative)
    {
        var path = this[relative];
        Directory.CreateDirectory(IoPath.GetDirectoryName(path)!);
        return path;
    }

    private static void CopyTree(DirectoryInfo source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in source.EnumerateFiles()) file.CopyTo(IoPath.Combine(target, file.Name));
        foreach (var folder in source.EnumerateDirectories().Where(folder => folder.Name is not ("bin" or "obj")))
            CopyTree(folder, IoPath.Combine(target, folder.Name));
    }

    // A process that just ended may still hold a file, and a test may have removed the right to delete a file.
    private bool TryDelete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            TryUnlock();
            return false;
        }
    }

    private void TryUnlock()
    {
        try
        {
            foreach (var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos("*", Everything)) Unlock(entry);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // The next attempt deletes more. In the end, the system cleans up temporary files.
        }
    }

    private static void Unlock(FileSystemInfo entry)
    {
        if (OperatingSystem.IsWindows()) entry.Attributes &= ~FileAttributes.ReadOnly;
        else if (entry is DirectoryInfo) entry.UnixFileMode |= UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    }
}

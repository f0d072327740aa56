using System.Globalization;
using System.Runtime.InteropServices;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>
/// What the file system tells about a file without reading its content. Two equal stamps of one path mean the same
/// content, if the first one was reliable (<see cref="IsReliableAt"/>).
/// </summary>
/// <param name="Size">The size in bytes.</param>
/// <param name="Modified">
/// When the content was changed, in nanoseconds since 1970. Programs can set it to any value.
/// </param>
/// <param name="Changed">
/// In nanoseconds since 1970: on Unix <c>ctime</c>, the last change of the content or the metadata, which programs
/// cannot set; on Windows the creation.
/// </param>
/// <param name="Inode">The number of the file on Unix, 0 on Windows.</param>
/// <param name="Mode">The mode on Unix, 0 on Windows.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStamp(long Size, long Modified, long Changed, long Inode, int Mode)
{
    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;

    // Kernels take file times from a clock that advances every few milliseconds; 15.6 ms is the longest step.
    private const long FineClock = Second / 10;

    // FAT has times in steps of two seconds, and some network file systems in whole seconds.
    private const long CoarseClock = 2 * Second;

    private long Newest => Math.Max(Modified, Changed);

    /// <summary>The stamp of the file, or <see langword="null"/> where the path is no readable regular file.</summary>
    internal static FileStamp? Of(string path)
    {
        if (UnixFileStatus.IsUsable)
        {
            return UnixFileStatus.TryRead(path, out var status) && status.Kind == FileKind.Regular
                ? new FileStamp(status.Size, status.Modified, status.Changed, status.Inode, status.Permissions)
                : null;
        }

        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) return null;
            var (modified, created) = (Nanoseconds(file.LastWriteTimeUtc), Nanoseconds(file.CreationTimeUtc));
            return new FileStamp(file.Length, modified, created, Inode: 0, ModeOf(file));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Parses the text of <see cref="ToString"/>; <see langword="null"/> for any other text.</summary>
    internal static FileStamp? Parse(string? text)
    {
        var parts = (text ?? "").Split(' ');
        Span<long> numbers = stackalloc long[5];
        if (parts.Length != numbers.Length) return null;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i])) return null;
        }

        return new FileStamp(numbers[0], numbers[1], numbers[2], numbers[3], (int)numbers[4]);
    }

    /// <summary>The five numbers, separated by spaces.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Size} {Modified} {Changed} {Inode} {Mode}");

    /// <summary>
    /// Whether a change after <paramref name="now"/> gives the file another stamp. A file that changed in the current
    /// step of the file system's clock can change again in the same step, and keeps its stamp then.
    /// </summary>
    /// <param name="now">The time before the file was read.</param>
    internal bool IsReliableAt(DateTimeOffset now) =>
        Newest + (Newest % Second == 0 ? CoarseClock : FineClock) < Nanoseconds(now.UtcDateTime);

    /// <summary>Whether the file changed in the last minute: probably the running build wrote it.</summary>
    internal bool IsRecentAt(DateTimeOffset now) => Newest + Minute > Nanoseconds(now.UtcDateTime);

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private static int ModeOf(FileInfo file) => OperatingSystem.IsWindows() ? 0 : (int)file.UnixFileMode;
}

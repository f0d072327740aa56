using System.Globalization;
using System.Runtime.InteropServices;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>
/// What the file system says of a file without its content being read. Two equal stamps of one path mean the same content, once the stamp has
/// settled (<see cref="IsReliableAt"/>).
/// </summary>
/// <param name="Size">The size in bytes.</param>
/// <param name="Modified">When the content was changed, in nanoseconds since 1970. Programs set it at will.</param>
/// <param name="Changed">When anything of the file was changed, in nanoseconds since 1970: on Unix <c>ctime</c>, which no program sets; on Windows when it was made.</param>
/// <param name="Inode">The number of the file on Unix, 0 on Windows.</param>
/// <param name="Mode">The mode on Unix, 0 on Windows.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStamp(long Size, long Modified, long Changed, long Inode, int Mode)
{
    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;

    // Kernels stamp files by a clock that moves every few milliseconds; 15.6 ms is the slowest.
    private const long FineClock = Second / 10;

    // FAT knows every second second only, and some network file systems whole ones.
    private const long CoarseClock = 2 * Second;

    private long Newest => Math.Max(Modified, Changed);

    /// <summary>The stamp of the file, or <see langword="null"/> where there is no regular file that can be read.</summary>
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
            return file.Exists ? new FileStamp(file.Length, Nanoseconds(file.LastWriteTimeUtc), Nanoseconds(file.CreationTimeUtc), 0, ModeOf(file)) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads what <see cref="ToString"/> has written; anything else is no stamp.</summary>
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

    /// <summary>Five numbers.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Size} {Modified} {Changed} {Inode} {Mode}");

    /// <summary>
    /// Whether a later change would show in the stamp. A file that was changed in the same tick of the clock in which it was read may be
    /// changed once more in that tick.
    /// </summary>
    /// <param name="now">The time before the file was read.</param>
    internal bool IsReliableAt(DateTimeOffset now) => Newest + (Newest % Second == 0 ? CoarseClock : FineClock) < Nanoseconds(now.UtcDateTime);

    /// <summary>Whether the file was written by the build that runs.</summary>
    internal bool IsRecentAt(DateTimeOffset now) => Newest + Minute > Nanoseconds(now.UtcDateTime);

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private static int ModeOf(FileInfo file) => OperatingSystem.IsWindows() ? 0 : (int)file.UnixFileMode;
}

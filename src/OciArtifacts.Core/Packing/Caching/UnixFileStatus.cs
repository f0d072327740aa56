using System.Runtime.InteropServices;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>
/// The status of files on Unix, with the time of their last change and their number, which .NET does not tell (docs/decisions/0015). It is read by the
/// runtime's own native library, the same on every Unix. That library promises nothing, so its answer is compared with what .NET tells once:
/// where they differ, it is not used.
/// </summary>
internal static partial class UnixFileStatus
{
    private const int RegularFile = 0x8000;
    private const int KindOfFile = 0xF000;
    private const int PermissionsOfFile = 0xFFF;

    private static readonly Lazy<bool> Usable = new(() => !OperatingSystem.IsWindows() && AgreesWithRuntime(typeof(UnixFileStatus).Assembly.Location));

    /// <summary>Whether the status can be read and believed.</summary>
    internal static bool IsUsable => Usable.Value;

    /// <summary>The stamp of a file, through links; <see langword="null"/> where there is no file, or it may not be looked at.</summary>
    internal static FileStamp? Read(string path) => SystemNativeStat(path, out var status) == 0 && (status.Mode & KindOfFile) == RegularFile
        ? new FileStamp(
            status.Size,
            (status.ModifiedSeconds * 1_000_000_000) + status.ModifiedNanoseconds,
            (status.ChangedSeconds * 1_000_000_000) + status.ChangedNanoseconds,
            status.Inode,
            status.Mode & PermissionsOfFile)
        : null;

    internal static bool AgreesWithRuntime(string path)
    {
        try
        {
            if (path.Length == 0) return false;
            var file = new FileInfo(path);
            return file.Exists && !OperatingSystem.IsWindows() && Read(path) is { } stamp
                && stamp.Size == file.Length
                && stamp.Mode == (int)file.UnixFileMode
                && stamp.Modified / TimeSpan.NanosecondsPerTick == (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks
                && stamp.Inode != 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SystemNativeStat(string path, out Status status);

    // As the runtime has it, and longer, should it grow.
    [StructLayout(LayoutKind.Sequential, Size = 512)]
    private struct Status
    {
        public int Flags;
        public int Mode;
        public uint User;
        public uint Group;
        public long Size;
        public long AccessedSeconds;
        public long AccessedNanoseconds;
        public long ModifiedSeconds;
        public long ModifiedNanoseconds;
        public long ChangedSeconds;
        public long ChangedNanoseconds;
        public long BornSeconds;
        public long BornNanoseconds;
        public long Device;
        public long RawDevice;
        public long Inode;
    }
}

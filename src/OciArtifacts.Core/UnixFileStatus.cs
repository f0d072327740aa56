using System.Runtime.InteropServices;

namespace OciArtifacts.Core;

/// <summary>
/// The status of a file on Unix. It has the kind, the change time and the inode number, which .NET does not offer
/// (docs/decisions/0015). The native library of the .NET runtime reads it in the same way on every Unix. That library
/// makes no promise, so its answer is compared once with what .NET says. If they differ, it is not used.
/// </summary>
/// <param name="Mode">The kind and the permissions.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Modified">The time of the last change of the content, in nanoseconds since 1970.</param>
/// <param name="Changed">The time of the last change of the content or the status, in nanoseconds since 1970.</param>
/// <param name="Inode">The number of the file on its device.</param>
/// <param name="Device">The number of the device.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct UnixFileStatus(int Mode, long Size, long Modified, long Changed, long Inode, long Device)
{
    private const int KindOfFile = 0xF000;
    private const int PermissionsOfFile = 0xFFF;

    private static readonly Lazy<bool> Usable =
        new(() => !OperatingSystem.IsWindows() && AgreesWithRuntime(typeof(UnixFileStatus).Assembly.Location));

    /// <summary>Whether the status can be read and is correct.</summary>
    internal static bool IsUsable => Usable.Value;

    /// <summary>The kind of the file.</summary>
    internal FileKind Kind => (Mode & KindOfFile) switch
    {
        0x1000 => FileKind.Pipe,
        0x2000 => FileKind.CharacterDevice,
        0x4000 => FileKind.Folder,
        0x6000 => FileKind.BlockDevice,
        0x8000 => FileKind.Regular,
        0xA000 => FileKind.Link,
        0xC000 => FileKind.Socket,
        _ => FileKind.Unknown,
    };

    /// <summary>The permissions, without the kind.</summary>
    internal int Permissions => Mode & PermissionsOfFile;

    /// <summary>
    /// Reads the status of the file that the path leads to, through links. Fails if the file does not exist or may not
    /// be looked at.
    /// </summary>
    internal static bool TryRead(string path, out UnixFileStatus status)
    {
        var succeeds = SystemNativeStat(path, out var read) == 0;
        status = Of(read);
        return succeeds;
    }

    /// <summary>Reads the status of the path itself, which may be a link.</summary>
    internal static bool TryReadLink(string path, out UnixFileStatus status)
    {
        var succeeds = SystemNativeLStat(path, out var read) == 0;
        status = Of(read);
        return succeeds;
    }

    internal static bool AgreesWithRuntime(string path)
    {
        try
        {
            if (path.Length == 0) return false;
            var file = new FileInfo(path);
            return file.Exists && !OperatingSystem.IsWindows() && TryRead(path, out var status)
                && status.Kind == FileKind.Regular
                && status.Size == file.Length
                && status.Permissions == (int)file.UnixFileMode
                && status.Modified / TimeSpan.NanosecondsPerTick == (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks
                && status.Inode != 0;
        }
        catch (Exception missing) when (
            missing is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static UnixFileStatus Of(in Status read) => new(
        read.Mode,
        read.Size,
        (read.ModifiedSeconds * 1_000_000_000) + read.ModifiedNanoseconds,
        (read.ChangedSeconds * 1_000_000_000) + read.ChangedNanoseconds,
        read.Inode,
        read.Device);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SystemNativeStat(string path, out Status status);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_LStat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SystemNativeLStat(string path, out Status status);

    // The members of the runtime's structure. The size leaves room for more of them.
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

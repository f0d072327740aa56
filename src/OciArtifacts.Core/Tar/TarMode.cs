using Microsoft.Win32.SafeHandles;

namespace OciArtifacts.Core.Tar;

/// <summary>
/// The mode of an entry, of which only what the author of a file meant is kept: who may execute it. Reading is everybody's and writing the
/// owner's, whatever the umask of the machine was. What the umask hid from group and others is what they would have had.
/// </summary>
internal static class TarMode
{
    internal const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    internal const UnixFileMode Folder = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The mode of what NuGet unpacks under the usual umask.</summary>
    internal const UnixFileMode Package = Plain | UnixFileMode.UserExecute;

    private static ReadOnlySpan<byte> Elf => [0x7F, (byte)'E', (byte)'L', (byte)'F'];

    private static ReadOnlySpan<byte> Script => "#!"u8;

    /// <summary>The mode for an open file. Windows has no modes: there programs and scripts are known by how they begin.</summary>
    internal static UnixFileMode Of(string path, SafeFileHandle file, bool isFromPackage)
    {
        if (!OperatingSystem.IsWindows()) return Normalize(File.GetUnixFileMode(file), isFromPackage);
        return isFromPackage ? Package : FromFirstBytes(path, file);
    }

    internal static UnixFileMode Normalize(UnixFileMode mode, bool isFromPackage)
    {
        var execute = mode & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        if (execute.HasFlag(UnixFileMode.UserExecute) && !isFromPackage)
        {
            if (!mode.HasFlag(UnixFileMode.GroupRead)) execute |= UnixFileMode.GroupExecute;
            if (!mode.HasFlag(UnixFileMode.OtherRead)) execute |= UnixFileMode.OtherExecute;
        }

        return Plain | execute;
    }

    private static UnixFileMode FromFirstBytes(string path, SafeFileHandle file)
    {
        Span<byte> first = stackalloc byte[4];
        var read = RandomAccess.Read(file, first, fileOffset: 0);
        first = first[..read];
        var isProgram = (first.StartsWith(Elf) && !path.Contains(".so", StringComparison.Ordinal)) || first.StartsWith(Script);
        return isProgram ? Folder : Plain;
    }
}

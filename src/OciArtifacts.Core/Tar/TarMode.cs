using Microsoft.Win32.SafeHandles;

namespace OciArtifacts.Core.Tar;

/// <summary>
/// The mode of an entry. It keeps who may execute the file, which its author decided. Everybody may read and the owner
/// may write, whatever the umask of the machine is. If the umask removed rights of the group and of others, they are
/// restored.
/// </summary>
internal static class TarMode
{
    internal const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    internal const UnixFileMode Folder = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The mode that NuGet gives to the files of a package under the usual umask.</summary>
    internal const UnixFileMode Package = Plain | UnixFileMode.UserExecute;

    private static ReadOnlySpan<byte> Elf => [0x7F, (byte)'E', (byte)'L', (byte)'F'];

    private static ReadOnlySpan<byte> Script => "#!"u8;

    /// <summary>
    /// The mode of an open file. Windows has no modes; there the first bytes tell programs and scripts.
    /// </summary>
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

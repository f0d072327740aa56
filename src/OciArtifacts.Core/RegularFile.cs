using Microsoft.Win32.SafeHandles;

namespace OciArtifacts.Core;

/// <summary>
/// Opens files of a project. Only regular files are opened: opening a pipe waits for a writer, and a device may have no
/// end. Every failure names the file, says what it is, and where its link leads.
/// </summary>
/// <remarks>
/// The kind is checked directly before the file is opened. If another process puts a pipe there in between, the call
/// waits: .NET cannot open a file without waiting (O_NONBLOCK).
/// </remarks>
internal static class RegularFile
{
    private const FileShare OthersMay = FileShare.ReadWrite | FileShare.Delete;

    /// <param name="path">The file, an absolute path.</param>
    /// <param name="role">
    /// What the file is, for messages, such as "The policy"; empty for a file of the artifact.
    /// </param>
    /// <exception cref="OciException">The file does not exist, is not regular, or may not be read.</exception>
    internal static FileStream OpenStream(string path, string role = "") => Open(
        path,
        role,
        static path => new FileStream(path, FileMode.Open, FileAccess.Read, OthersMay, bufferSize: 0, FileOptions.SequentialScan));

    /// <inheritdoc cref="OpenStream"/>
    internal static SafeFileHandle Open(string path, string role = "") =>
        Open(path, role, static path => File.OpenHandle(path, FileMode.Open, FileAccess.Read, OthersMay, FileOptions.SequentialScan));

    /// <summary>Reads all of a small file.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="role">What the file is, for messages, such as "The policy".</param>
    /// <exception cref="OciException">The file does not exist, is not regular, or may not be read.</exception>
    internal static byte[] ReadAllBytes(string path, string role) =>
        ReadAllBytes(path, role, Array.MaxLength)
        ?? throw new OciException(OciErrorCode.FileAccess, $"{role} '{path}' is too large to be read.");

    /// <summary>Reads all of a small file.</summary>
    /// <returns>The bytes, or <see langword="null"/> if the file has more than <paramref name="most"/>.</returns>
    /// <inheritdoc cref="ReadAllBytes(string, string)"/>
    internal static byte[]? ReadAllBytes(string path, string role, int most)
    {
        using var file = OpenStream(path, role);
        try
        {
            if (file.Length > most) return null;

            // Reads to the end, not to the length: the kernel reports the length 0 for some files that have bytes.
            using var bytes = new MemoryStream((int)file.Length);
            file.CopyTo(bytes);
            return bytes.Length > most ? null : bytes.ToArray();
        }
        catch (IOException problem)
        {
            throw FileProblem.Of(path, role, problem);
        }
    }

    /// <summary>Reads the lines of a text file.</summary>
    /// <inheritdoc cref="OpenStream"/>
    internal static IReadOnlyList<string> ReadAllLines(string path, string role)
    {
        using var reader = new StreamReader(OpenStream(path, role));
        try
        {
            var lines = new List<string>();
            while (reader.ReadLine() is { } line) lines.Add(line);
            return lines;
        }
        catch (IOException problem)
        {
            throw FileProblem.Of(path, role, problem);
        }
    }

    /// <summary>
    /// The failure of a name that is not UTF-8 or has a backslash, if that is why the file does not exist. Otherwise
    /// <see langword="null"/>.
    /// </summary>
    internal static OciException? ProblemOfName(string path) => FileProblem.BadName(path);

    /// <summary>
    /// Whether an entry of that name exists. A link that leads to nothing counts too: reading it names the link.
    /// </summary>
    internal static bool IsNamed(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>
    /// The kind of the entry, through links. If the system cannot tell, everything but a folder counts as a regular
    /// file.
    /// </summary>
    internal static FileKind KindOf(string path)
    {
        if (UnixFileStatus.IsUsable) return UnixFileStatus.TryRead(path, out var status) ? status.Kind : FileKind.Missing;
        return Directory.Exists(path) ? FileKind.Folder : File.Exists(path) ? FileKind.Regular : FileKind.Missing;
    }

    /// <summary>
    /// Checks that a file may be written there: the path is free or a regular file. Replacing a pipe or a device would
    /// take it away from the programs that use it.
    /// </summary>
    /// <exception cref="OciException">
    /// The path is a folder (<see cref="OciErrorCode.FileAccess"/>), or a pipe, a socket or a device
    /// (<see cref="OciErrorCode.NotRegularFile"/>).
    /// </exception>
    internal static void CheckPlace(string path)
    {
        var kind = KindOf(path);
        if (kind == FileKind.Folder || Path.GetFileName(path).Length == 0)
        {
            throw new OciException(
                OciErrorCode.FileAccess, $"'{path}' cannot be written: it is a folder, and the name of a file is wanted.");
        }

        if (kind is not (FileKind.Missing or FileKind.Regular))
        {
            throw new OciException(
                OciErrorCode.NotRegularFile,
                $"'{path}' cannot be written: it is {FileProblem.NameOf(kind)}, and a file would take its place. Name another file.");
        }

        CheckFolders(path);
    }

    // The nearest entry that exists has to be a folder. Missing folders are created later.
    private static void CheckFolders(string path)
    {
        var (above, kind) = (path, FileKind.Missing);
        while (kind == FileKind.Missing && Path.GetDirectoryName(above) is { } folder) (above, kind) = (folder, KindOf(folder));
        if (kind is not (FileKind.Missing or FileKind.Folder))
        {
            throw new OciException(
                OciErrorCode.FileAccess,
                $"'{path}' cannot be written: '{above}' is no folder. Name another place, or take that file away.");
        }
    }

    /// <summary>Checks that the path is a regular file or does not exist.</summary>
    /// <exception cref="OciException">
    /// The path is a folder, a pipe, a socket or a device (<see cref="OciErrorCode.NotRegularFile"/>).
    /// </exception>
    internal static void CheckKind(string path, string role = "")
    {
        var kind = KindOf(path);
        if (kind is not (FileKind.Regular or FileKind.Missing)) throw FileProblem.NotRegular(path, role, kind);
    }

    private static T Open<T>(string path, string role, Func<string, T> open)
    {
        CheckKind(path, role);
        try
        {
            return open(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Of(path, role, problem);
        }
    }
}

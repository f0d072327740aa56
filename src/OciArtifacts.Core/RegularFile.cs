using Microsoft.Win32.SafeHandles;

namespace OciArtifacts.Core;

/// <summary>
/// The one way to open a file of a project. Only a regular file is opened: to open a pipe is to wait for a writer, and a device may have no end. Every
/// failure names the file, says what it is, and where it leads if it is a link.
/// </summary>
/// <remarks>
/// The kind is asked right before the file is opened. What remains is the moment between: .NET cannot open a file without waiting (O_NONBLOCK), so a pipe
/// that another process puts there in that moment is still waited for.
/// </remarks>
internal static class RegularFile
{
    private const FileShare OthersMay = FileShare.ReadWrite | FileShare.Delete;

    /// <param name="path">The file, an absolute path.</param>
    /// <param name="role">What the file is to the project, for messages, such as "The policy"; empty for a file of the artifact.</param>
    /// <exception cref="OciException">It does not exist, is no regular file, or may not be read.</exception>
    internal static FileStream OpenStream(string path, string role = "") => Open(
        path, role, static path => new FileStream(path, FileMode.Open, FileAccess.Read, OthersMay, bufferSize: 0, FileOptions.SequentialScan));

    /// <inheritdoc cref="OpenStream"/>
    internal static SafeFileHandle Open(string path, string role = "") =>
        Open(path, role, static path => File.OpenHandle(path, FileMode.Open, FileAccess.Read, OthersMay, FileOptions.SequentialScan));

    /// <summary>Reads all of a small file.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="role">What the file is to the project, for messages, such as "The policy".</param>
    /// <exception cref="OciException">It does not exist, is no regular file, or may not be read.</exception>
    internal static byte[] ReadAllBytes(string path, string role) =>
        ReadAllBytes(path, role, Array.MaxLength) ?? throw new OciException(OciErrorCode.FileAccess, $"{role} '{path}' is too large to be read.");

    /// <summary>Reads all of a small file.</summary>
    /// <returns>The bytes, or <see langword="null"/> where it has more than <paramref name="most"/>.</returns>
    /// <inheritdoc cref="ReadAllBytes(string, string)"/>
    internal static byte[]? ReadAllBytes(string path, string role, int most)
    {
        using var file = OpenStream(path, role);
        try
        {
            if (file.Length > most) return null;

            // To its end, not to its length: a file of the kernel says 0 and has bytes all the same.
            using var bytes = new MemoryStream((int)file.Length);
            file.CopyTo(bytes);
            return bytes.Length > most ? null : bytes.ToArray();
        }
        catch (IOException problem)
        {
            throw FileProblem.Of(path, role, problem);
        }
    }

    /// <summary>Reads the lines of a text.</summary>
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

    /// <summary>Why nothing has that name, where the name itself is the reason: it is not UTF-8, or has a backslash.</summary>
    internal static OciException? ProblemOfName(string path) => FileProblem.BadName(path);

    /// <summary>Whether anything has that name: also a link that leads nowhere, which a reader then names.</summary>
    internal static bool IsNamed(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>What the path leads to, through links. Where the system does not tell, what is no folder counts as a regular file.</summary>
    internal static FileKind KindOf(string path)
    {
        if (UnixFileStatus.IsUsable) return UnixFileStatus.TryRead(path, out var status) ? status.Kind : FileKind.Missing;
        return Directory.Exists(path) ? FileKind.Folder : File.Exists(path) ? FileKind.Regular : FileKind.Missing;
    }

    /// <summary>Refuses to write where a folder is, or what is no file: to put a file there would take it away from everybody who uses it.</summary>
    /// <exception cref="OciException">There is a folder (<see cref="OciErrorCode.FileAccess"/>), a pipe, a socket or a device.</exception>
    internal static void CheckPlace(string path)
    {
        var kind = KindOf(path);
        if (kind == FileKind.Folder || Path.GetFileName(path).Length == 0)
        {
            throw new OciException(OciErrorCode.FileAccess, $"'{path}' cannot be written: it is a folder, and the name of a file is wanted.");
        }

        if (kind is not (FileKind.Missing or FileKind.Regular))
        {
            throw new OciException(
                OciErrorCode.NotRegularFile, $"'{path}' cannot be written: it is {FileProblem.NameOf(kind)}, and a file would take its place. Name another file.");
        }

        CheckFolders(path);
    }

    // The nearest that exists has to be a folder; the others are made.
    private static void CheckFolders(string path)
    {
        var (above, kind) = (path, FileKind.Missing);
        while (kind == FileKind.Missing && Path.GetDirectoryName(above) is { } folder) (above, kind) = (folder, KindOf(folder));
        if (kind is not (FileKind.Missing or FileKind.Folder))
        {
            throw new OciException(
                OciErrorCode.FileAccess, $"'{path}' cannot be written: '{above}' is no folder. Name another place, or take that file away.");
        }
    }

    /// <summary>Refuses what exists and is no regular file.</summary>
    /// <exception cref="OciException">It is a folder, a pipe, a socket or a device (<see cref="OciErrorCode.NotRegularFile"/>).</exception>
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

using System.Runtime.InteropServices;

namespace OciArtifacts.Core;

/// <summary>
/// A file that is written under a temporary name beside its path. <see cref="Commit"/> moves it to the path; without
/// it, the temporary file is deleted and the path stays as it is.
/// </summary>
internal sealed class PendingFile : IDisposable
{
    // SIGXFSZ has the same number on Linux and macOS.
    private const PosixSignal FileSizeLimit = (PosixSignal)25;

    // A file that exceeds "ulimit -f" raises SIGXFSZ, which ends the whole process without a message. With a handler,
    // the write fails instead. The handler stays until the process ends, because the signal may arrive after the
    // failure. Child processes are not affected.
    private static readonly Lazy<PosixSignalRegistration?> Listening = new(() =>
        OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileSizeLimit, static signal => signal.Cancel = true));

    private readonly string _path;
    private readonly string _temporary;

    private PendingFile(string path, string temporary, FileStream stream)
    {
        _path = path;
        _temporary = temporary;
        Stream = stream;
    }

    /// <summary>Takes the content. If a write fails, call <see cref="Abandon"/>.</summary>
    internal FileStream Stream { get; }

    /// <summary>Starts a file. Missing folders are created.</summary>
    /// <param name="path">The final path, absolute.</param>
    /// <param name="bufferSize">The size of the write buffer in bytes; 0 for none.</param>
    /// <param name="open">Opens the temporary file. For tests, which need a full disk.</param>
    /// <exception cref="OciException">The file cannot be written, or the path is not a regular file.</exception>
    internal static PendingFile Create(string path, int bufferSize, Func<string, FileStream>? open = null)
    {
        RegularFile.CheckPlace(path);
        _ = Listening.Value;
        var temporary = AtomicFile.TemporaryFor(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // LayoutArchive reads from the file while it writes it.
            var stream = open?.Invoke(temporary)
                ?? new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize);
            return new PendingFile(path, temporary, stream);
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            throw DiskProblem.CannotWrite(path, problem, temporary);
        }
    }

    /// <summary>Closes the file and moves it to its path.</summary>
    /// <exception cref="OciException">The last bytes cannot be written, or the file cannot be moved.</exception>
    internal void Commit()
    {
        try
        {
            // Closing writes the buffer, so a full disk may show here first.
            Stream.Dispose();
            File.Move(_temporary, _path, overwrite: true);
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            throw Abandon(problem);
        }
    }

    /// <summary>The failure that ended the file, if there was one.</summary>
    internal OciException? Failure { get; private set; }

    /// <summary>
    /// Deletes the temporary file and makes the failure. The file is deleted first, so that the failure reports the
    /// free space without it.
    /// </summary>
    internal OciException Abandon(Exception problem)
    {
        Dispose();
        return Failure ??= DiskProblem.CannotWrite(_path, problem, _temporary);
    }

    /// <summary>
    /// Closes the file, and deletes it unless it was committed. A failure is ignored, so that it hides no other
    /// failure.
    /// </summary>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            // The last bytes could not be written. The file is deleted anyway.
        }

        AtomicFile.Discard(_temporary);
    }
}

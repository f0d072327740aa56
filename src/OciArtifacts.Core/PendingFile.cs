using System.Runtime.InteropServices;

namespace OciArtifacts.Core;

/// <summary>
/// A file that is written under another name beside its place, and takes the place when it is whole. Until then what was there is left alone; without
/// <see cref="Commit"/> nothing is left.
/// </summary>
internal sealed class PendingFile : IDisposable
{
    // The same number on Linux and macOS.
    private const PosixSignal FileSizeLimit = (PosixSignal)25;

    // A file that gets larger than "ulimit -f" sends SIGXFSZ, which ends the whole build without a word. Where somebody listens, the write fails instead. It is
    // listened to until the process ends: the signal may arrive later than the failure. Programs that the build starts are not concerned.
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

    /// <summary>Writes the file. A failure is one for <see cref="Abandon"/>.</summary>
    internal FileStream Stream { get; }

    /// <summary>Begins a file; folders above it are made.</summary>
    /// <param name="path">Where it shall be, an absolute path.</param>
    /// <param name="bufferSize">How much is gathered before it is written, in bytes; 0 for nothing.</param>
    /// <param name="open">Opens the file under its other name: for tests, which have no disk that is full.</param>
    /// <exception cref="OciException">It cannot be written, or its place is taken by what is no file.</exception>
    internal static PendingFile Create(string path, int bufferSize, Func<string, FileStream>? open = null)
    {
        RegularFile.CheckPlace(path);
        _ = Listening.Value;
        var temporary = AtomicFile.TemporaryFor(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // What is written is read back while an archive is made (LayoutArchive).
            var stream = open?.Invoke(temporary) ?? new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize);
            return new PendingFile(path, temporary, stream);
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            throw DiskProblem.CannotWrite(path, problem, temporary);
        }
    }

    /// <summary>Closes the file and puts it in its place.</summary>
    /// <exception cref="OciException">What is left cannot be written, or the place is taken.</exception>
    internal void Commit()
    {
        try
        {
            // Closing writes what was gathered: a full disk may show here, and not before.
            Stream.Dispose();
            File.Move(_temporary, _path, overwrite: true);
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            throw Abandon(problem);
        }
    }

    /// <summary>Why the file was given up, if it was.</summary>
    internal OciException? Failure { get; private set; }

    /// <summary>Gives the file up, and says why. Its space is free again before that is counted.</summary>
    internal OciException Abandon(Exception problem)
    {
        Dispose();
        return Failure ??= DiskProblem.CannotWrite(_path, problem, _temporary);
    }

    /// <summary>Closes the file, and deletes it where it was not put in its place. A failure to do so hides no other.</summary>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            // Its last bytes found no place; nobody wants them any more.
        }

        AtomicFile.Discard(_temporary);
    }
}

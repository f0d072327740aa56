using System.Buffers;
using Microsoft.Win32.SafeHandles;
using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Packing;

/// <summary>The files that are packed: opened and read in one way, with failures that name the file.</summary>
internal static class SourceFile
{
    internal delegate void Piece(ReadOnlySpan<byte> bytes);

    private const FileShare OthersMay = FileShare.ReadWrite | FileShare.Delete;

    /// <exception cref="OciException">It does not exist, or may not be read.</exception>
    internal static FileStream OpenStream(string path) =>
        Open(path, static path => new FileStream(path, FileMode.Open, FileAccess.Read, OthersMay, bufferSize: 0, FileOptions.SequentialScan));

    /// <inheritdoc cref="OpenStream"/>
    internal static SafeFileHandle Open(string path) =>
        Open(path, static path => File.OpenHandle(path, FileMode.Open, FileAccess.Read, OthersMay, FileOptions.SequentialScan));

    /// <summary>Passes the file on in large pieces, and says how many bytes it had.</summary>
    internal static long Read(string path, SafeFileHandle file, Piece next, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ContentHasher.BufferSize);
        try
        {
            long count = 0;
            for (int read; (read = Read(path, file, buffer, count)) > 0; count += read)
            {
                cancellation.ThrowIfCancellationRequested();
                next(buffer.AsSpan(0, read));
            }

            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal static OciException Changed(string path, long expected, long actual) => new(
        OciErrorCode.ContentMismatch, $"'{path}' had {expected} bytes, and {actual} when it was read: it changed meanwhile. Publish again.");

    private static T Open<T>(string path, Func<string, T> open)
    {
        try
        {
            return open(path);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OciException(
                OciErrorCode.FileNotFound, $"'{path}' belongs to the artifact, but does not exist. Create it, or take it out of the project.", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw CannotRead(path, problem);
        }
    }

    private static int Read(string path, SafeFileHandle file, byte[] buffer, long at)
    {
        try
        {
            return RandomAccess.Read(file, buffer, at);
        }
        catch (IOException problem)
        {
            throw CannotRead(path, problem);
        }
    }

    private static OciException CannotRead(string path, Exception problem) =>
        new(OciErrorCode.FileAccess, $"'{path}' cannot be read: {problem.Message}", problem);
}

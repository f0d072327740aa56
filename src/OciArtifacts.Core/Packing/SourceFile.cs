using System.Buffers;
using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Packing;

/// <summary>The files that are packed: opened and read in one way, with failures that name the file.</summary>
internal static class SourceFile
{
    /// <exception cref="OciException">It does not exist, or may not be read.</exception>
    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
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

    /// <summary>Passes the file on in large pieces, and says how many bytes it had.</summary>
    internal static async Task<long> CopyAsync(
        FileStream file, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> next, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ContentHasher.BufferSize);
        try
        {
            long count = 0;
            // Read in place: files are in the page cache or on a fast disk, and an asynchronous read costs a thread switch each.
            for (int read; (read = Read(file, buffer)) > 0; count += read)
            {
                cancellation.ThrowIfCancellationRequested();
                await next(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
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

    private static int Read(FileStream file, byte[] buffer)
    {
        try
        {
            return file.Read(buffer, 0, buffer.Length);
        }
        catch (IOException problem)
        {
            throw CannotRead(file.Name, problem);
        }
    }

    private static OciException CannotRead(string path, Exception problem) =>
        new(OciErrorCode.FileAccess, $"'{path}' cannot be read: {problem.Message}", problem);
}

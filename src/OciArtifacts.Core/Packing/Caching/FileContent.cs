using System.Buffers;
using Microsoft.Win32.SafeHandles;
using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>The files that are packed: read in one way, with failures that name the file.</summary>
internal static class FileContent
{
    internal delegate void Piece(ReadOnlySpan<byte> bytes);

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

    internal static OciException Changed(string path) => new(
        OciErrorCode.ContentMismatch, $"'{path}' changed while it was read, so that nobody knows what was packed of it. Publish again when nothing writes to it.");

    private static int Read(string path, SafeFileHandle file, byte[] buffer, long at)
    {
        try
        {
            return RandomAccess.Read(file, buffer, at);
        }
        catch (IOException problem)
        {
            throw FileProblem.Of(path, "", problem);
        }
    }
}

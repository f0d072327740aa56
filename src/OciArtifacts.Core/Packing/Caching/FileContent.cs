using System.Buffers;
using Microsoft.Win32.SafeHandles;
using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>Reads the content of a file that becomes a part of the artifact. Every failure names the file.</summary>
internal static class FileContent
{
    internal delegate void Piece(ReadOnlySpan<byte> bytes);

    /// <summary>Reads the file to its end in large pieces.</summary>
    /// <returns>How many bytes were read.</returns>
    /// <exception cref="OciException">The file cannot be read.</exception>
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

    /// <summary>The failure of a file whose size changed while it was read.</summary>
    internal static OciException Changed(string path, long expected, long actual) => new(
        OciErrorCode.ContentMismatch,
        $"'{path}' had {expected} bytes, and {actual} when it was read: it changed meanwhile. Publish again.");

    /// <summary>The failure of a file whose content changed while it was read.</summary>
    internal static OciException Changed(string path) => new(
        OciErrorCode.ContentMismatch,
        $"'{path}' changed while it was read, so its content in the artifact is uncertain. "
            + "Publish again when no program writes to the file.");

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

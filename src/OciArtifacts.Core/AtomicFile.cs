namespace OciArtifacts.Core;

/// <summary>Writes files that appear whole or not at all. Only this class replaces files.</summary>
internal static class AtomicFile
{
    /// <summary>The extension of a file that is not complete yet.</summary>
    internal const string TemporaryExtension = ".part";

    // Archives are written in many small pieces.
    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// Writes a temporary file beside the path and moves it there when it is complete. An existing file is replaced,
    /// missing folders are created. A failure leaves the existing file unchanged and deletes the temporary file.
    /// </summary>
    /// <exception cref="OciException">
    /// The file cannot be written (<see cref="OciErrorCode.FileAccess"/>), or the path is a pipe, a socket or a device
    /// (<see cref="OciErrorCode.NotRegularFile"/>).
    /// </exception>
    internal static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write, Func<string, FileStream>? open = null)
    {
        using var file = PendingFile.Create(path, BufferSize, open);
        try
        {
            var result = await write(file.Stream).ConfigureAwait(false);
            file.Commit();
            return result;
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            throw file.Abandon(problem);
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    /// <remarks>Blocks the thread. For callers that write in a thread of their own.</remarks>
    internal static T Write<T>(string path, Func<Stream, T> write) =>
        WriteAsync(path, file => Task.FromResult(write(file))).GetAwaiter().GetResult();

    /// <summary>Replaces a file by the bytes, unless the file has them already.</summary>
    /// <exception cref="OciException">The file cannot be written (<see cref="OciErrorCode.FileAccess"/>).</exception>
    internal static void WriteAllBytes(string path, ReadOnlyMemory<byte> bytes)
    {
        if (Has(path, bytes)) return;
        Write(path, file =>
        {
            file.Write(bytes.Span);
            return bytes.Length;
        });
    }

    /// <summary>Moves a complete file to its place. Returns whether the file system allowed it.</summary>
    internal static bool TryMove(string file, string path)
    {
        try
        {
            File.Move(file, path, overwrite: true);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Deletes a temporary folder. A failure is ignored.</summary>
    internal static void DiscardFolder(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The folder has a unique name, so leaving it does no harm.
        }
    }

    /// <summary>Deletes a file. Success also means that the file did not exist.</summary>
    internal static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"'{path}' cannot be deleted: {DiskProblem.Reason(problem, path)}", problem);
        }
    }

    /// <summary>
    /// A unique path in the same folder, for a file that will be moved to the path when it is complete.
    /// </summary>
    internal static string TemporaryFor(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}{TemporaryExtension}");

    /// <summary>
    /// Deletes a temporary file, if it still exists. A failure is ignored, so that it hides no other failure.
    /// </summary>
    internal static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The file has a unique name, so leaving it does no harm.
        }
    }

    private static bool Has(string path, ReadOnlyMemory<byte> bytes)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != bytes.Length) return false;
        try
        {
            return File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes.Span);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A file that cannot be read can often be replaced. If not, the write reports it.
            return false;
        }
    }
}

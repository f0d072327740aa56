namespace OciArtifacts.Core;

/// <summary>Files that appear whole or not at all. The one place that replaces a file.</summary>
internal static class AtomicFile
{
    /// <summary>What a file ends with that is not whole yet.</summary>
    internal const string TemporaryExtension = ".part";

    // For archives, which are written in many small pieces.
    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// Writes a file beside its place and moves it there when it is whole; what was there is replaced. A failure leaves what was there, and
    /// nothing else. Folders above it are made.
    /// </summary>
    /// <exception cref="OciException">
    /// It cannot be written (<see cref="OciErrorCode.FileAccess"/>), or a pipe or a device has its place (<see cref="OciErrorCode.NotRegularFile"/>).
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
    /// <remarks>For who writes in a thread of its own.</remarks>
    internal static T Write<T>(string path, Func<Stream, T> write) => WriteAsync(path, file => Task.FromResult(write(file))).GetAwaiter().GetResult();

    /// <summary>Replaces a file by the bytes, unless it has them already.</summary>
    /// <exception cref="OciException">It cannot be written (<see cref="OciErrorCode.FileAccess"/>).</exception>
    internal static void WriteAllBytes(string path, ReadOnlyMemory<byte> bytes)
    {
        if (Has(path, bytes)) return;
        Write(path, file =>
        {
            file.Write(bytes.Span);
            return bytes.Length;
        });
    }

    /// <summary>Moves a whole file to its place, and says whether that was possible.</summary>
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

    /// <summary>Deletes a folder of files that nobody wants, as far as that is possible.</summary>
    internal static void DiscardFolder(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It has a name of its own: it is in nobody's way.
        }
    }

    /// <summary>Deletes a file; one that is not there is success.</summary>
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

    /// <summary>A name beside the path, for a file that takes its place when it is whole.</summary>
    internal static string TemporaryFor(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}{TemporaryExtension}");

    /// <summary>Deletes what is not wanted any more, where it is still there. A failure to do so hides no other.</summary>
    internal static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It is beside its place under a name of its own: it is in nobody's way.
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
            // What cannot be read can be replaced; where it cannot, writing says so.
            return false;
        }
    }
}

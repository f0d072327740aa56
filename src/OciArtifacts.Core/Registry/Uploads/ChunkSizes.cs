using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>How much of a blob one request carries: all of it, until somebody says that this is too much.</summary>
internal sealed class ChunkSizes(RegistryConnection connection, RegistryOptions options)
{
    private const long Largest = 64 * 1024 * 1024;
    private const long Smallest = 64 * 1024;

    // A quarter finds a limit that nobody tells in few requests: 64 MiB, 16 MiB, 4 MiB, 1 MiB, 256 KiB, 64 KiB.
    private const int Step = 4;

    // Who says how small chunks may be wants chunks; but not thousands of them.
    private const long Usual = 4 * 1024 * 1024;

    /// <summary>The most that a request carries of a blob of the size. Smaller than the blob: it travels in chunks.</summary>
    /// <param name="size">The size of the blob.</param>
    /// <param name="smallest">The smallest chunk that the registry takes, where it says so.</param>
    internal long For(long size, long? smallest)
    {
        if (connection.AcceptsChunks == false) return size;
        var wanted = options.ChunkSize ?? (smallest is null ? size : Usual);
        return Math.Min(size, Math.Max(Math.Min(wanted, connection.LargestBody), smallest ?? 1));
    }

    /// <summary>
    /// Learns that the registry takes no chunks, where that may be so: no chunk of any blob was ever taken, and a whole blob is not known to be too much.
    /// </summary>
    internal bool StopChunking(long size)
    {
        if (connection.AcceptsChunks == true || connection.LargestBody < size) return false;
        connection.AcceptsChunks = false;
        var text = $"{connection.Registry} takes no blob in chunks; each is sent in one piece.";
        if (connection.IsNewWarning(text)) options.Report(new RegistryEvent(RegistryEventKind.Warning, text));
        return true;
    }

    /// <summary>
    /// Learns that a body was too large, for all blobs that follow; <see langword="false"/> where nothing smaller is worth trying.
    /// </summary>
    internal bool Reduce(long refused, long? smallest)
    {
        if (connection.AcceptsChunks == false || refused <= Math.Max(Smallest, smallest ?? 0)) return false;
        var size = Largest;
        while (size >= refused) size /= Step;
        connection.LimitBody(size);
        return true;
    }
}

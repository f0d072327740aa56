using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>
/// Decides how much of a blob one request carries: the whole blob, until the registry or the options demand less.
/// </summary>
internal sealed class ChunkSizes(RegistryConnection connection, RegistryOptions options)
{
    private const long Largest = 64 * 1024 * 1024;
    private const long Smallest = 64 * 1024;

    // A quarter of the size finds an unknown limit in few requests: 64 MiB, 16 MiB, 4 MiB, 1 MiB, 256 KiB, 64 KiB.
    private const int Step = 4;

    // A registry that names its smallest chunk wants chunks. This size avoids thousands of them.
    private const long Usual = 4 * 1024 * 1024;

    /// <summary>
    /// The largest body for a blob of the size. If it is smaller than the blob, the blob is sent in chunks.
    /// </summary>
    /// <param name="size">The size of the blob.</param>
    /// <param name="smallest">The smallest chunk that the registry accepts, if it names one.</param>
    internal long For(long size, long? smallest)
    {
        if (connection.AcceptsChunks == false) return size;
        var wanted = options.ChunkSize ?? (smallest is null ? size : Usual);
        return Math.Min(size, Math.Max(Math.Min(wanted, connection.LargestBody), smallest ?? 1));
    }

    /// <summary>
    /// Stops sending chunks to this registry. Returns <see langword="false"/> if a chunk was accepted before, or a
    /// whole blob is known to be too large.
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
    /// Learns that a body was too large, for all later blobs too. Returns <see langword="false"/> if no smaller size is
    /// worth an attempt.
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

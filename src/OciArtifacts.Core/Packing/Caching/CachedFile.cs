using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>What is remembered of a file that was read.</summary>
/// <param name="Origin">
/// Where the file came from, as far as the build knows. With another origin the file is read again, whatever its stamp
/// is.
/// </param>
/// <param name="Stamp">The stamp, which was the same before and after the reading.</param>
/// <param name="IsTimestampReliable">
/// Whether a change after the reading shows in the stamp (<see cref="FileStamp.IsReliableAt"/>).
/// </param>
/// <param name="Digest">The sha256 digest of the content.</param>
internal sealed record CachedFile(string Origin, FileStamp Stamp, bool IsTimestampReliable, Digest Digest)
{
    // Reading so many bytes costs less than writing the cache.
    private const long SmallSize = 64 * 1024;

    private const int FewRewrites = 2;

    /// <summary>How many runs found the file written again since its content last changed.</summary>
    internal int RewriteCount { get; init; }

    /// <summary>
    /// Whether each build writes this small file again with the same content, as it does with some files of web apps.
    /// Such a file is read by each run, and one more rewriting is no reason to write the cache. A file that this build
    /// has not written is not one of them any more.
    /// </summary>
    internal bool IsFrequentlyRewritten(DateTimeOffset now) =>
        RewriteCount > FewRewrites && Stamp.Size <= SmallSize && Stamp.IsRecentAt(now);
}

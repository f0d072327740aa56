using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>What was found out of a file when it was read.</summary>
/// <param name="Origin">Where the file came from, as far as the build knows; another origin is another file, whatever its stamp is.</param>
/// <param name="Stamp">Its stamp before and after it was read.</param>
/// <param name="IsTimestampReliable">Whether a change after it was read shows in the stamp.</param>
/// <param name="Digest">The sha256 digest of its content.</param>
internal sealed record CachedFile(string Origin, FileStamp Stamp, bool IsTimestampReliable, Digest Digest)
{
    // Reading so much costs less than writing the memory of all files.
    private const long SmallSize = 64 * 1024;

    private const int OftenAnew = 2;

    /// <summary>How many runs found it written anew since its content changed.</summary>
    internal int RewriteCount { get; init; }

    /// <summary>
    /// Whether it is written anew by each build, as some files of web apps are: that it just was once more is nothing to write down. One that was not written just now has come to rest.
    /// </summary>
    internal bool IsFrequentlyRewritten(DateTimeOffset now) => RewriteCount > OftenAnew && Stamp.Size <= SmallSize && Stamp.IsRecentAt(now);
}

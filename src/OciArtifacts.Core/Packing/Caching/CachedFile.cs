using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>What was found out of a file when it was read.</summary>
/// <param name="Origin">Where the file came from, as far as the build knows; another origin is another file, whatever its stamp is.</param>
/// <param name="Stamp">Its stamp before and after it was read.</param>
/// <param name="IsSettled">Whether a change after it was read shows in the stamp.</param>
/// <param name="Digest">The sha256 digest of its content.</param>
internal sealed record CachedFile(string Origin, FileStamp Stamp, bool IsSettled, Digest Digest);

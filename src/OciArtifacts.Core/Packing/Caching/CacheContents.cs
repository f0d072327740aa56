using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>What the file of a <see cref="DigestCache"/> contains.</summary>
/// <param name="Fingerprint">
/// Tells the contents from those of another run; <see langword="null"/> where they were not read from a file.
/// </param>
/// <param name="Files">The files that the run read or wrote, by path.</param>
/// <param name="Layers">The archives that the run packed, by path.</param>
internal sealed record CacheContents(Digest? Fingerprint, Dictionary<string, CachedFile> Files, Dictionary<string, CachedLayer> Layers)
{
    /// <summary>Contents without any file.</summary>
    internal static CacheContents Empty { get; } = new(Fingerprint: null, [], []);
}

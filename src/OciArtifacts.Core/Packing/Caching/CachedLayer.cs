using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>What is remembered of an archive that was packed.</summary>
/// <param name="ShapeKey">The key of everything that the archive was made of, except the content of its files.</param>
/// <param name="ContentKey">The key of everything that the archive was made of.</param>
/// <param name="Packed">The digest of the archive.</param>
/// <param name="Size">The size of the archive in bytes.</param>
/// <param name="Uncompressed">The digest of the archive before compression.</param>
internal sealed record CachedLayer(Digest ShapeKey, Digest ContentKey, Digest Packed, long Size, Digest Uncompressed);

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>An archive that was packed.</summary>
/// <param name="ShapeKey">Everything that it was made of but the content of the files.</param>
/// <param name="ContentKey">Everything that it was made of.</param>
/// <param name="Packed">The digest of its bytes.</param>
/// <param name="Size">Their number.</param>
/// <param name="Uncompressed">The digest of the bytes before they were compressed.</param>
internal sealed record CachedLayer(Digest ShapeKey, Digest ContentKey, Digest Packed, long Size, Digest Uncompressed);

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>A file in an archive.</summary>
/// <param name="Path">The path in the archive, with <c>/</c>.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Read">
/// Returns the bytes, or <see langword="null"/> if the file is too large or its bytes were not kept.
/// </param>
internal sealed record ArchiveEntry(string Path, long Size, Func<byte[]?> Read)
{
    /// <summary>
    /// The name in messages: the file on disk if the archive is not packed yet, else <see cref="Path"/>.
    /// </summary>
    internal string DisplayName { get; init; } = Path;
}

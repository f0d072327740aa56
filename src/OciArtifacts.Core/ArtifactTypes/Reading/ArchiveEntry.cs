namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>A file in an archive.</summary>
/// <param name="Path">Its path, with <c>/</c>.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="Read">Reads it; <see langword="null"/> is what is too large to be read, or was not kept.</param>
internal sealed record ArchiveEntry(string Path, long Size, Func<byte[]?> Read)
{
    /// <summary>What it is called in messages: the file that is packed, or else its path.</summary>
    internal string DisplayName { get; init; } = Path;
}

using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>A packed layer.</summary>
public sealed record PackedLayer
{
    internal PackedLayer(string name, Descriptor content, string path, int fileCount)
    {
        Name = name;
        Content = content;
        Path = path;
        FileCount = fileCount;
        UncompressedDigest = content.Digest;
    }

    /// <summary>The name in the plan.</summary>
    public string Name { get; internal init; }

    /// <summary>The descriptor in the manifest, with annotations.</summary>
    public Descriptor Content { get; internal init; }

    /// <summary>The file with the bytes: the source file of a raw layer, or a file in the work folder for an archive.</summary>
    public string Path { get; internal init; }

    /// <summary>The number of files in the layer.</summary>
    public int FileCount { get; internal init; }

    /// <summary>
    /// The digest of the uncompressed bytes (image-spec 1.1, config.md, "Layer DiffID"). Without compression it is the digest of
    /// the content.
    /// </summary>
    public Digest UncompressedDigest { get; internal init; }

    /// <summary>The number of bytes that were read from files and hashed to pack the layer; 0 if all digests were known.</summary>
    internal long BytesRead { get; init; }

    /// <summary>
    /// The stamp of the file when its content was verified; <see langword="null"/> if a later change may leave the stamp the same.
    /// </summary>
    internal FileStamp? Stamp { get; init; }

    /// <summary>
    /// Opens the bytes. The stream verifies them: to read it to the end fails with <see cref="OciErrorCode.ContentMismatch"/>
    /// if the file has changed.
    /// </summary>
    /// <exception cref="OciException">The file is missing or cannot be read.</exception>
    public Stream Open() => new VerifyingStream(RegularFile.OpenStream(Path), Content, $"'{Path}'", OciErrorCode.FileAccess);

    /// <summary>Checks that the file has not changed: by its stamp, or else by its content.</summary>
    /// <exception cref="OciException">The file has changed, is missing, or cannot be read.</exception>
    internal void Check()
    {
        if (Stamp is { } stamp && FileStamp.Of(Path) == stamp) return;
        using var stream = Open();
        stream.CopyTo(Stream.Null, ContentHasher.BufferSize);
    }

    /// <summary>Whether an earlier run packed or hashed the layer, and it is unchanged.</summary>
    internal bool IsCached { get; init; }

    /// <summary>Whether the layer was packed before the plan was known.</summary>
    internal bool WasPackedEarly { get; init; }
}

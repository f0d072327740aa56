using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>A layer that was packed.</summary>
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

    /// <summary>Its name in the plan.</summary>
    public string Name { get; internal init; }

    /// <summary>What it is, with the annotations that the manifest has of it.</summary>
    public Descriptor Content { get; internal init; }

    /// <summary>The file that holds its bytes: the file itself for a raw layer, one in the work folder for an archive.</summary>
    public string Path { get; internal init; }

    /// <summary>How many files are in it.</summary>
    public int FileCount { get; internal init; }

    /// <summary>The digest of its bytes before they were compressed; that of its content where they were not (image-spec 1.1, config.md, "DiffID").</summary>
    public Digest UncompressedDigest { get; internal init; }

    /// <summary>How many bytes of files were read and hashed to pack it; 0 where all of it was known.</summary>
    internal long BytesRead { get; init; }

    /// <summary>The stamp of the file when it was found to be the content, if a later change would show in it.</summary>
    internal FileStamp? Stamp { get; init; }

    /// <summary>Opens its bytes: reading them to the end fails where they are not <see cref="Content"/> any more.</summary>
    /// <exception cref="OciException">The file is not there, or cannot be read.</exception>
    public Stream Open() => new VerifyingStream(RegularFile.OpenStream(Path), Content, $"'{Path}'", OciErrorCode.FileAccess);

    /// <summary>Looks whether the file is still the content: by its stamp, or else by reading it.</summary>
    /// <exception cref="OciException">It is not, or cannot be read.</exception>
    internal void Check()
    {
        if (Stamp is { } stamp && FileStamp.Of(Path) == stamp) return;
        using var stream = Open();
        stream.CopyTo(Stream.Null, ContentHasher.BufferSize);
    }

    /// <summary>Whether it is what an earlier run packed or hashed, found to be unchanged.</summary>
    internal bool IsCached { get; init; }

    /// <summary>Whether it was packed before the plan was known.</summary>
    internal bool WasPackedEarly { get; init; }
}

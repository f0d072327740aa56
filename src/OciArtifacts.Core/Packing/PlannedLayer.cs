using System.IO.Compression;

namespace OciArtifacts.Core.Packing;

/// <summary>The plan of one layer.</summary>
/// <param name="Name">The name in reports and in the work folder, unique in the plan.</param>
/// <param name="MediaType">The media type. It must fit the format and the compression.</param>
/// <param name="Format">The form in which the files become the content.</param>
/// <param name="Files">The files. A raw layer has exactly one file, unless <see cref="Bytes"/> is set.</param>
public sealed record PlannedLayer(string Name, string MediaType, LayerFormat Format, IReadOnlyList<PlannedFile> Files)
{
    /// <summary>The compression of an archive. The default is none. A raw layer is never compressed.</summary>
    public LayerCompression Compression { get; init; } = LayerCompression.None;

    /// <summary>The compression level. The default is <see cref="CompressionLevel.Optimal"/>.</summary>
    public CompressionLevel Level { get; init; } = CompressionLevel.Optimal;

    /// <summary>The content of a raw layer without a file, such as a signature. The default is <see langword="null"/>.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>The <c>artifactType</c> of the layer's descriptor (image-spec 1.1, descriptor.md). The default is none.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Annotations of the layer. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the paths in a tar archive begin with <c>./</c>, as some readers require. The default is no.</summary>
    public bool BeginsWithDot { get; init; }

    /// <summary>
    /// Whether the layer has the annotations of ORAS that tell a client to unpack it, with the digest of the uncompressed
    /// archive. The default is no.
    /// </summary>
    public bool IsUnpackedByOras { get; init; }

    /// <summary>A raw layer without a file.</summary>
    public static PlannedLayer OfBytes(string name, string mediaType, ReadOnlyMemory<byte> bytes) =>
        new(name, mediaType, LayerFormat.Raw, []) { Bytes = bytes };
}

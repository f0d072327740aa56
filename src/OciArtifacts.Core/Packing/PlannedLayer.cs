using System.IO.Compression;

namespace OciArtifacts.Core.Packing;

/// <summary>A description of one layer.</summary>
/// <param name="Name">Its name in reports and in the work folder, unique in the plan.</param>
/// <param name="MediaType">Its media type, which has to fit the format and the compression.</param>
/// <param name="Format">How the files become one content.</param>
/// <param name="Files">The files. A raw layer has exactly one, unless <see cref="Bytes"/> is set.</param>
public sealed record PlannedLayer(string Name, string MediaType, LayerFormat Format, IReadOnlyList<PlannedFile> Files)
{
    /// <summary>The compression of an archive. The default is none. A raw layer is never compressed.</summary>
    public LayerCompression Compression { get; init; } = LayerCompression.None;

    /// <summary>The compression level. The default is <see cref="CompressionLevel.Optimal"/>.</summary>
    public CompressionLevel Level { get; init; } = CompressionLevel.Optimal;

    /// <summary>The content of a raw layer that is no file, such as a signature. The default is <see langword="null"/>.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>The <c>artifactType</c> of the layer's descriptor, which few types have. The default is none.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Annotations of the layer. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the paths in a tar archive begin with <c>./</c>, which some readers look for. The default is no.</summary>
    public bool BeginsWithDot { get; init; }

    /// <summary>Whether annotations tell ORAS to unpack the layer, and give the digest of the uncompressed archive. The default is no.</summary>
    public bool IsUnpackedByOras { get; init; }

    /// <summary>A raw layer of bytes that are no file.</summary>
    public static PlannedLayer OfBytes(string name, string mediaType, ReadOnlyMemory<byte> bytes) =>
        new(name, mediaType, LayerFormat.Raw, []) { Bytes = bytes };
}

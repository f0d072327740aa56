using System.IO.Compression;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>The compression of layers without one of their own.</summary>
/// <param name="Compression">The compression of archives.</param>
/// <param name="Level">The compression level.</param>
/// <param name="IsChosen">Whether the author chose the compression; if not, compressed files are not compressed again.</param>
internal sealed record LayerDefaults(LayerCompression Compression, CompressionLevel Level, bool IsChosen);

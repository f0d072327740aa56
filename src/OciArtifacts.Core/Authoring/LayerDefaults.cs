using System.IO.Compression;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>How layers are compressed that say nothing else.</summary>
/// <param name="Compression">The compression of archives.</param>
/// <param name="Level">The compression level.</param>
/// <param name="IsChosen">Whether the author chose the compression; otherwise files that are compressed already stay as they are.</param>
internal sealed record LayerDefaults(LayerCompression Compression, CompressionLevel Level, bool IsChosen);

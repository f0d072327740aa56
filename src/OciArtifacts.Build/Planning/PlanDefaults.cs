using System.IO.Compression;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>What holds for every layer that says nothing else.</summary>
/// <param name="Compression">The compression of archives.</param>
/// <param name="Level">How hard to compress.</param>
/// <param name="IsCompressionChosen">Whether the project says so; else what is compressed already is not compressed again.</param>
internal sealed record PlanDefaults(LayerCompression Compression, CompressionLevel Level, bool IsCompressionChosen);

using System.IO.Compression;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>What holds for every layer that says nothing else.</summary>
internal sealed record PlanDefaults(LayerCompression Compression, CompressionLevel Level);

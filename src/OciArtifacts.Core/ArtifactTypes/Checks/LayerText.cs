using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>What messages call layers and formats.</summary>
internal static class LayerText
{
    /// <summary>The layer by its title, or by its digest if it has no title; the beginning of a sentence.</summary>
    internal static string Of(Descriptor layer) =>
        layer.Annotations?.GetValueOrDefault(Annotations.Title) is { } title ? $"The layer '{title}'" : $"The layer {layer.Digest}";

    /// <summary>The name of a format.</summary>
    internal static string Of(ContentFormat format) => format switch
    {
        ContentFormat.TarGzip => "gzip",
        ContentFormat.TarZstd => "zstd",
        ContentFormat.Json => "JSON",
        ContentFormat.Yaml => "YAML",
        ContentFormat.Xml => "XML",
        ContentFormat.Wasm => "WebAssembly",
        ContentFormat.Sif => "Singularity image",
        ContentFormat.Tar => "tar",
        ContentFormat.Zip => "zip",
        _ => "text",
    };
}

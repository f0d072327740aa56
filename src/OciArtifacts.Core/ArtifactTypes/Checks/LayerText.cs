using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>What people are told of layers and formats.</summary>
internal static class LayerText
{
    internal static string Of(Descriptor layer) =>
        layer.Annotations?.GetValueOrDefault(Model.Annotations.Title) is { } title ? $"The layer '{title}'" : $"The layer {layer.Digest}";

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

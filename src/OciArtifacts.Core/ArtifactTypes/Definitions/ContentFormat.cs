using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>How content is written, as far as its first bytes tell.</summary>
public enum ContentFormat
{
    /// <summary>Anything.</summary>
    [JsonStringEnumMemberName("any")]
    Any,

    /// <summary>A tar archive.</summary>
    [JsonStringEnumMemberName("tar")]
    Tar,

    /// <summary>A tar archive in gzip.</summary>
    [JsonStringEnumMemberName("tar+gzip")]
    TarGzip,

    /// <summary>A tar archive in zstd.</summary>
    [JsonStringEnumMemberName("tar+zstd")]
    TarZstd,

    /// <summary>A zip archive.</summary>
    [JsonStringEnumMemberName("zip")]
    Zip,

    /// <summary>JSON text.</summary>
    [JsonStringEnumMemberName("json")]
    Json,

    /// <summary>YAML text.</summary>
    [JsonStringEnumMemberName("yaml")]
    Yaml,

    /// <summary>XML text.</summary>
    [JsonStringEnumMemberName("xml")]
    Xml,

    /// <summary>Text.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>A WebAssembly module or component.</summary>
    [JsonStringEnumMemberName("wasm")]
    Wasm,

    /// <summary>A Singularity image.</summary>
    [JsonStringEnumMemberName("sif")]
    Sif,
}

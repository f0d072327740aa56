using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The format of content. A check can tell most formats by their first bytes.</summary>
public enum ContentFormat
{
    /// <summary>Any format.</summary>
    [JsonStringEnumMemberName("any")]
    Any,

    /// <summary>A tar archive.</summary>
    [JsonStringEnumMemberName("tar")]
    Tar,

    /// <summary>A tar archive that is compressed by gzip.</summary>
    [JsonStringEnumMemberName("tar+gzip")]
    TarGzip,

    /// <summary>A tar archive that is compressed by zstd.</summary>
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

    /// <summary>Other text in UTF-8.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>A WebAssembly module or component.</summary>
    [JsonStringEnumMemberName("wasm")]
    Wasm,

    /// <summary>A Singularity image.</summary>
    [JsonStringEnumMemberName("sif")]
    Sif,
}

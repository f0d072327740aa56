namespace OciArtifacts.Core.Packing;

/// <summary>How an archive is compressed.</summary>
public enum LayerCompression
{
    /// <summary>Not at all: the same bytes on every system.</summary>
    None,

    /// <summary>gzip: the same bytes on the same runtime and system.</summary>
    Gzip,

    /// <summary>zstd: the same bytes on every system; faster and smaller than gzip, and younger: not every consumer knows it.</summary>
    Zstd,
}

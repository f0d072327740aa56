namespace OciArtifacts.Core.Packing;

/// <summary>The compression of an archive.</summary>
public enum LayerCompression
{
    /// <summary>No compression. The bytes are the same on every system.</summary>
    None,

    /// <summary>gzip. The bytes are the same with the same runtime and system.</summary>
    Gzip,

    /// <summary>zstd. The bytes are the same on every system. It is faster and smaller than gzip; some clients cannot read it.</summary>
    Zstd,
}

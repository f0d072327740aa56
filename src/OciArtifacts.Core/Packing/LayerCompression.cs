namespace OciArtifacts.Core.Packing;

/// <summary>How an archive is compressed.</summary>
public enum LayerCompression
{
    /// <summary>Not at all: the same bytes on every system.</summary>
    None,

    /// <summary>gzip: the same bytes on the same runtime and system.</summary>
    Gzip,
}

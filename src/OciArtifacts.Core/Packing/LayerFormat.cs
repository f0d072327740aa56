namespace OciArtifacts.Core.Packing;

/// <summary>How files become the content of a layer.</summary>
public enum LayerFormat
{
    /// <summary>The bytes of one file, read from where it is.</summary>
    Raw,

    /// <summary>A tar archive.</summary>
    Tar,

    /// <summary>A zip archive.</summary>
    Zip,
}

namespace OciArtifacts.Core.Packing;

/// <summary>The form in which files become the content of a layer.</summary>
public enum LayerFormat
{
    /// <summary>The bytes of one file. The file is not copied.</summary>
    Raw,

    /// <summary>A tar archive.</summary>
    Tar,

    /// <summary>A zip archive.</summary>
    Zip,
}

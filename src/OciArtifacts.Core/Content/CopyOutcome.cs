namespace OciArtifacts.Core.Content;

/// <summary>What a copy did with content.</summary>
public enum CopyOutcome
{
    /// <summary>The destination had it already: no byte of it travelled.</summary>
    Present,

    /// <summary>It was read from the source and put.</summary>
    Copied,

    /// <summary>The destination took it from elsewhere in itself: no byte of it travelled.</summary>
    Mounted,
}

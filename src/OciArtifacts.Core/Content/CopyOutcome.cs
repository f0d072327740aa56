namespace OciArtifacts.Core.Content;

/// <summary>The result of copying one content.</summary>
public enum CopyOutcome
{
    /// <summary>The destination had the content already. No byte was sent.</summary>
    Present,

    /// <summary>The content was read from the source and written to the destination.</summary>
    Copied,

    /// <summary>The registry mounted the content from another of its repositories. No byte was sent.</summary>
    Mounted,
}

namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>How much something matters that a check found.</summary>
public enum FindingSeverity
{
    /// <summary>A convention that is not kept.</summary>
    Advice,

    /// <summary>Something that will cause trouble elsewhere.</summary>
    Warning,

    /// <summary>Something that is wrong: nothing is sent.</summary>
    Error,

    /// <summary>Something that is done as it was asked for, and that people should know.</summary>
    Notice,
}

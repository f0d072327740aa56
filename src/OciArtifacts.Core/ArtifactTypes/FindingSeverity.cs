namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>A convention is not followed.</summary>
    Advice,

    /// <summary>The artifact may cause trouble for registries or consumers.</summary>
    Warning,

    /// <summary>The artifact is wrong, and must not be sent.</summary>
    Error,

    /// <summary>The artifact is as it was asked for, but users should know something about it.</summary>
    Notice,
}

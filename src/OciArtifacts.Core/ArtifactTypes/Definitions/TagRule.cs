namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The tags of an artifact type.</summary>
public sealed record TagRule
{
    /// <summary>Any tags.</summary>
    public static TagRule Any { get; } = new();

    /// <summary>Where its version is, a template. The default is the version of the project.</summary>
    public string? Version { get; init; }

    /// <summary>Whether one of the tags has to be a semantic version (with <c>_</c> for <c>+</c>), because consumers look for nothing else.</summary>
    public bool IsVersion { get; init; }

    /// <summary>Whether that version has to be written as the specification has it, with three numbers and no <c>v</c>, because consumers look for that text alone.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether a release gets the shorter tags too, where the project does not say.</summary>
    public bool Cascade { get; init; }
}

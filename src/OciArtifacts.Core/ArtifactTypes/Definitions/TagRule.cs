namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The tags of an artifact type.</summary>
public sealed record TagRule
{
    /// <summary>A rule that allows any tags.</summary>
    public static TagRule Any { get; } = new();

    /// <summary>A template of the version of the artifact. The default is the version of the project.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// Whether one of the tags has to be a semantic version, with <c>_</c> for <c>+</c>, because consumers ask for no
    /// other tag. The default is no.
    /// </summary>
    public bool IsVersion { get; init; }

    /// <summary>
    /// Whether that version has to have three numbers and no <c>v</c> before them, because consumers ask for exactly
    /// this text. The default is no.
    /// </summary>
    public bool IsExact { get; init; }

    /// <summary>
    /// Whether a release gets the shorter tags too, such as <c>1.2</c> and <c>1</c>, unless a user decides otherwise.
    /// The default is no.
    /// </summary>
    public bool Cascade { get; init; }
}

namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>The index of an artifact type that has one manifest a platform.</summary>
public sealed record IndexRule
{
    /// <summary>The <c>artifactType</c> of the index. The default is none.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Whether the type is an index always, and not only for several platforms.</summary>
    public bool IsRequired { get; init; }
}

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The index of an artifact type that has one manifest a platform.</summary>
public sealed record IndexRule
{
    /// <summary>The <c>artifactType</c> of the index. The default is none.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Whether the type is an index always, and not only for several platforms.</summary>
    public bool IsRequired { get; init; }

    /// <summary>
    /// How the name of a file says its platform, with <c>{os}</c> and <c>{architecture}</c>, such as <c>*_{os}_{architecture}.zip</c>. The default is
    /// that it does not.
    /// </summary>
    public string? Platform { get; init; }
}

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The index of an artifact type with one manifest for each platform.</summary>
public sealed record IndexRule
{
    /// <summary>The <c>artifactType</c> of the index. The default is none.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Whether an artifact has an index even for a single platform. The default is no.</summary>
    public bool IsRequired { get; init; }

    /// <summary>
    /// The pattern of file names that contain the platform as <c>{os}</c> and <c>{architecture}</c>, such as
    /// <c>*_{os}_{architecture}.zip</c>. The default is none: file names do not contain it.
    /// </summary>
    public string? Platform { get; init; }
}

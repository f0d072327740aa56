namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>
/// The facts of a software bill of materials, in no format. A document is about a manifest, with its files and components, or
/// about an index, with its entries. No fact is a path of the machine, and the writers sort what they write.
/// </summary>
/// <param name="Artifact">The manifest or the index.</param>
internal sealed record SbomDocument(SbomArtifact Artifact)
{
    /// <summary>The date of the source; <see langword="null"/> if it is not known.</summary>
    internal DateTimeOffset? Date { get; init; }

    /// <summary>The programs that made the artifact. The first one made this document.</summary>
    internal IReadOnlyList<SbomTool> Tools { get; init; } = [];

    /// <summary>The packages, projects and frameworks. The default is none.</summary>
    internal IReadOnlyList<SbomComponent> Components { get; init; } = [];

    /// <summary>The files in the layers. The default is none.</summary>
    internal IReadOnlyList<SbomFile> Files { get; init; } = [];

    /// <summary>The entries of an index. The default is none: the document is about a manifest.</summary>
    internal IReadOnlyList<SbomEntry> Entries { get; init; } = [];
}

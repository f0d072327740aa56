using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>A file in an artifact.</summary>
/// <param name="Path">The path in the archive, or the title of the layer; with <c>/</c>.</param>
/// <param name="Sha256">The sha256 digest of its content.</param>
internal sealed record SbomFile(string Path, Digest Sha256)
{
    /// <summary>The SHA-1 of its content in lower-case hex; empty if no format needs it.</summary>
    internal string Sha1 { get; init; } = "";

    /// <summary>The <see cref="SbomComponent.Reference"/> of its origin, or empty.</summary>
    internal string Origin { get; init; } = "";

    /// <summary>Whether the build made the file from a file of its origin: the content is not that of the package.</summary>
    internal bool IsGenerated { get; init; }

    /// <summary>Names the file in a document.</summary>
    internal string Reference => $"file:{Path}@{Sha256}";
}

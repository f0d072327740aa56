using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>The artifact that a software bill of materials is about.</summary>
/// <param name="Name">The name of the artifact. It does not depend on the repository.</param>
/// <param name="Version">The version of the artifact, or empty.</param>
/// <param name="Content">The descriptor of the manifest or the index: media type, digest and size.</param>
internal sealed record SbomArtifact(string Name, string Version, Descriptor Content)
{
    /// <summary>The artifact type, a media type.</summary>
    internal string ArtifactType { get; init; } = "";

    /// <summary>Whether it is the output of a program's build, and not a set of files.</summary>
    internal bool IsApplication { get; init; }

    /// <summary>The license of the artifact as an SPDX expression, or empty.</summary>
    internal string License { get; init; } = "";

    /// <summary>The <see cref="SbomComponent.Reference"/> of each component that the artifact uses directly.</summary>
    internal IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The package URL of the manifest or the index.</summary>
    internal string Purl => PackageUrl.Oci(Name, Content.Digest);
}

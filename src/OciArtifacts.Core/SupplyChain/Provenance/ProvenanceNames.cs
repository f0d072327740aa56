namespace OciArtifacts.Core.SupplyChain.Provenance;

/// <summary>
/// The names that a provenance has. Ours are package URLs: they name a page in the package, so nobody else can ever own them.
/// </summary>
internal static class ProvenanceNames
{
    /// <summary>The predicate type of SLSA Provenance v1 (slsa.dev, "Build: Provenance").</summary>
    internal const string PredicateType = "https://slsa.dev/provenance/v1";

    /// <summary>The build type: how to read the parameters and the dependencies. The page is in the package.</summary>
    internal const string BuildType = "pkg:nuget/OciArtifacts.Build#docs/supply-chain/build-type-v1.md";

    /// <summary>The builder of a build that runs on no known build platform, such as the machine of a developer.</summary>
    internal const string LocalBuilder = "pkg:nuget/OciArtifacts.Build#builders/local";
}

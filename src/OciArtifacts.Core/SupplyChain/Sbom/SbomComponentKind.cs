namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>The kind of a component.</summary>
internal enum SbomComponentKind
{
    /// <summary>A NuGet package.</summary>
    Package,

    /// <summary>A project that the artifact's project references.</summary>
    Project,

    /// <summary>A runtime that the artifact contains. It is a NuGet package too.</summary>
    RuntimePack,

    /// <summary>A shared framework that has to be on the machine that runs the artifact.</summary>
    Framework,
}

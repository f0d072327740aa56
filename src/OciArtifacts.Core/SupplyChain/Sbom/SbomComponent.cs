namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>A package, project or framework that an artifact is made of.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The id of the package, or the name of the project or framework.</param>
/// <param name="Version">The version.</param>
internal sealed record SbomComponent(SbomComponentKind Kind, string Name, string Version)
{
    /// <summary>The name in documents: of the kind, and before the name of a component without a package URL.</summary>
    internal string KindName => Kind switch
    {
        SbomComponentKind.Package => "package",
        SbomComponentKind.Project => "project",
        SbomComponentKind.RuntimePack => "runtime-pack",
        _ => "framework",
    };

    /// <summary>Names the component in a document: the package URL if it has one.</summary>
    internal string Reference => Purl ?? $"{KindName}:{Name}@{Version}";

    /// <summary>The package URL; <see langword="null"/> for a project or a framework.</summary>
    internal string? Purl =>
        Kind is SbomComponentKind.Package or SbomComponentKind.RuntimePack ? PackageUrl.NuGet(Name, Version) : null;

    /// <summary>The license, or <see langword="null"/> if none is known.</summary>
    internal SbomLicense? License { get; init; }

    /// <summary>The authors or the supplier as the package names them, or empty.</summary>
    internal string Authors { get; init; } = "";

    /// <summary>The SHA-512 of the package file in lower-case hex, or empty.</summary>
    internal string Sha512 { get; init; } = "";

    /// <summary>Whether only the build uses it, such as an analyzer: nothing of it is needed to run the artifact.</summary>
    internal bool IsBuildOnly { get; init; }

    /// <summary>The <see cref="Reference"/> of each component that it uses directly.</summary>
    internal IReadOnlyList<string> DependsOn { get; init; } = [];
}

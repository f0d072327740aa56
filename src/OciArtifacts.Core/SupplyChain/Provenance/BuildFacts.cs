namespace OciArtifacts.Core.SupplyChain.Provenance;

/// <summary>What a build knows about itself. Members without a value do not stand in the provenance.</summary>
/// <param name="Project">The name of the project, without a folder.</param>
internal sealed record BuildFacts(string Project)
{
    /// <summary>
    /// The address of the source repository. A user name and a password in it are left out. The default is that of the build
    /// platform.
    /// </summary>
    internal string? Repository { get; init; }

    /// <summary>The commit of the source. The default is that of the build platform.</summary>
    internal string? Revision { get; init; }

    /// <summary>The configuration, such as <c>Release</c>.</summary>
    internal string? Configuration { get; init; }

    /// <summary>The target framework, such as <c>net10.0</c>.</summary>
    internal string? TargetFramework { get; init; }

    /// <summary>The runtime identifier, such as <c>linux-x64</c>.</summary>
    internal string? RuntimeIdentifier { get; init; }

    /// <summary>The version of the .NET SDK.</summary>
    internal string? SdkVersion { get; init; }

    /// <summary>The version of the package that makes the artifact.</summary>
    internal string? ToolVersion { get; init; }

    /// <summary>What the build used. The order does not matter. The default is nothing.</summary>
    internal IReadOnlyCollection<ResolvedDependency> Dependencies { get; init; } = [];
}

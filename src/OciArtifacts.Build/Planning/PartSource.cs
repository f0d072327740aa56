using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Planning;

/// <summary>A part of an index as a project names it.</summary>
/// <param name="Place">
/// The work folder of an inner build, the report file of another publish, or <c>registry/repository@digest</c>.
/// </param>
/// <param name="RuntimeIdentifier">The runtime identifier that the project gives, or empty.</param>
/// <param name="TargetFramework">The target framework that the project gives, or empty.</param>
/// <param name="Platform">The platform that the project gives, or <see langword="null"/>.</param>
internal sealed record PartSource(string Place, string RuntimeIdentifier, string TargetFramework, Platform? Platform)
{
    /// <summary>The digest that the inner build reported, or empty.</summary>
    internal string Digest { get; init; } = "";

    /// <summary>The same with a runtime and a framework where the project gives none.</summary>
    internal PartSource Or(string runtimeIdentifier, string targetFramework) => this with
    {
        RuntimeIdentifier = RuntimeIdentifier.Length > 0 ? RuntimeIdentifier : runtimeIdentifier,
        TargetFramework = TargetFramework.Length > 0 ? TargetFramework : targetFramework,
    };
}

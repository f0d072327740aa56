using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Provenance;

/// <summary>Something that the build used, such as a package (SLSA Provenance v1, "resolvedDependencies").</summary>
/// <param name="Name">The name, for people.</param>
/// <param name="Purl">The package URL, such as <c>pkg:nuget/Polly.Core@8.6.0</c>.</param>
/// <param name="Digest">The digest of the package, or <see langword="null"/> if it is unknown.</param>
internal sealed record ResolvedDependency(string Name, string Purl, Digest? Digest);

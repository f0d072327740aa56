namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>A program that took part in the build.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version, or empty.</param>
internal sealed record SbomTool(string Name, string Version);

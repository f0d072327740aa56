namespace OciArtifacts.Build.Planning;

/// <summary>The patterns by which a layer of the project selects published files.</summary>
/// <param name="Layer">The name of the layer.</param>
/// <param name="Files">Globs over the paths in the publish folder.</param>
/// <param name="Packages">Globs over the ids of packages.</param>
internal sealed record LayerPattern(string Layer, IReadOnlyList<string> Files, IReadOnlyList<string> Packages);

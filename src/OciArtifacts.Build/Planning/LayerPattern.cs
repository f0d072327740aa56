namespace OciArtifacts.Build.Planning;

/// <summary>The published files that a layer of the project takes.</summary>
/// <param name="Layer">The name of the layer.</param>
/// <param name="Files">Globs over the paths in the publish folder.</param>
/// <param name="Packages">Globs over the ids of packages.</param>
internal sealed record LayerPattern(string Layer, IReadOnlyList<string> Files, IReadOnlyList<string> Packages);

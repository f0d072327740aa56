namespace OciArtifacts.Build.Planning;

/// <summary>The packages and projects whose files are in a layer of a .NET app.</summary>
internal sealed record DotnetAppLayer(string Name, IReadOnlyList<DotnetAppPackage>? Packages, IReadOnlyList<string>? Projects);

namespace OciArtifacts.Build.Planning;

/// <summary>What is in a layer of a .NET app.</summary>
internal sealed record DotnetAppLayer(string Name, IReadOnlyList<DotnetAppPackage>? Packages, IReadOnlyList<string>? Projects);

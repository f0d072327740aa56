namespace OciArtifacts.Build.Planning;

/// <summary>A package that an app was published with.</summary>
internal sealed record DotnetAppPackage(string Id, string Version);

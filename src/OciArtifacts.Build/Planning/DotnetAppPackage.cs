namespace OciArtifacts.Build.Planning;

/// <summary>A NuGet package whose files are in a published app.</summary>
internal sealed record DotnetAppPackage(string Id, string Version);

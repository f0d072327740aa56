namespace OciArtifacts.Build.Planning;

/// <summary>The artifact type of publish output where the project sets no other type.</summary>
internal static class DotnetAppType
{
    internal const string ArtifactType = "application/vnd.ociartifacts.dotnet-app.v1";
}

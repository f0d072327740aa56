namespace OciArtifacts.Build.Planning;

/// <summary>The artifact type of what <c>dotnet publish</c> makes, where the project names no other.</summary>
internal static class DotnetAppType
{
    internal const string ArtifactType = "application/vnd.ociartifacts.dotnet-app.v1";
}

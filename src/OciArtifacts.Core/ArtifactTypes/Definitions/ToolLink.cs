namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>A tool that reads an artifact type.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Url">Where it is found.</param>
public sealed record ToolLink(string Title, Uri Url);

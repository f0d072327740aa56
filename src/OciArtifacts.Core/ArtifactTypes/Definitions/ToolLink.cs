namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>A tool that reads an artifact type.</summary>
/// <param name="Title">The name of the tool.</param>
/// <param name="Url">The address of the tool.</param>
public sealed record ToolLink(string Title, Uri Url);

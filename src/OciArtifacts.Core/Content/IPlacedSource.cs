namespace OciArtifacts.Core.Content;

/// <summary>A source that another process can open again by the name of its place.</summary>
internal interface IPlacedSource : IContentSource
{
    /// <summary>The place, as <c>registry/repository</c>.</summary>
    string Place { get; }
}

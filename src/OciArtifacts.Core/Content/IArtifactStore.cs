namespace OciArtifacts.Core.Content;

/// <summary>A place that artifacts are published to: it stores content, resolves tags, and lists referrers.</summary>
internal interface IArtifactStore : IContentStore, ITagResolver, IReferrerSource;

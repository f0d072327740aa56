using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A source that takes its content from other sources.</summary>
internal interface IForwardingSource : IContentSource
{
    /// <summary>The source that has the content. It may forward too: <see cref="ContentOrigin.FindAsync"/> follows all sources.</summary>
    ValueTask<IContentSource> NextAsync(Descriptor content, CancellationToken cancellation);
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A source that takes its content from other sources.</summary>
internal interface IForwardingSource : IContentSource
{
    /// <summary>The source that the content is taken from. It may forward too: <see cref="ContentOrigin.FindAsync"/> follows all of them.</summary>
    ValueTask<IContentSource> NextAsync(Descriptor content, CancellationToken cancellation);
}

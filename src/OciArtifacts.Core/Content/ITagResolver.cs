using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A source that can resolve tags. Not all sources can.</summary>
public interface ITagResolver
{
    /// <summary>
    /// Resolves a tag to the descriptor of its manifest or index; <see langword="null"/> if the tag does not exist. A registry and
    /// a layout resolve the text of a digest too.
    /// </summary>
    /// <exception cref="OciException">The source cannot be read.</exception>
    Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation);
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Content that can be added to. Safe for parallel calls.</summary>
public interface IContentStore : IContentSource
{
    /// <summary>
    /// Makes the content present, reading it from the source as often as that takes. Doing it twice is no error: success means "the store
    /// has it", not "this call put it there". Readers see all of it or nothing. What the content names is put before it.
    /// </summary>
    /// <returns>How it came to be there.</returns>
    /// <exception cref="OciException">The content is not what its descriptor says, or the store refuses it.</exception>
    Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation);

    /// <summary>
    /// Makes the root present like <see cref="PutAsync"/> and gives it the tag, which then names nothing else. One step, because a registry
    /// stores a manifest by putting it under its tag.
    /// </summary>
    /// <exception cref="OciException">The content is not what its descriptor says, or the store refuses it or the tag.</exception>
    Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation);
}

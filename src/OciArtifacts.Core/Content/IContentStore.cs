using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A store of content: a source that content can be added to. Safe for parallel calls.</summary>
public interface IContentStore : IContentSource
{
    /// <summary>
    /// Makes the content present. Success means "the store has it", not "this call wrote it", so to call it twice is not an error.
    /// Readers see all of the content or nothing. The caller puts the content that a manifest names before the manifest. The store
    /// may open the content in the source more than once, for example to repeat a request.
    /// </summary>
    /// <returns>Whether the content was present, copied or mounted.</returns>
    /// <exception cref="OciException">The content is not what its descriptor says, or the store refuses it.</exception>
    Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation);

    /// <summary>
    /// Makes the root present like <see cref="PutAsync"/> and gives it the tag. Success means that the tag names the root. This is
    /// one method, because a registry stores a manifest under its tag with one request (distribution-spec 1.1.1, "Pushing
    /// Manifests").
    /// </summary>
    /// <exception cref="OciException">The content is not what its descriptor says, or the store refuses it or the tag.</exception>
    Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation);
}

using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// A repository for a push that must not change anything (<c>-question</c>). Every change is an error.
/// </summary>
internal sealed class ReadOnlyStore(IContentStore store, string name) : IContentStore
{
    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => store.ExistsAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => store.OpenAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation) =>
        throw new OciException(OciErrorCode.NotUpToDate, $"{content.Digest} would be uploaded: {name} does not have it.");

    /// <inheritdoc/>
    public Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation) =>
        throw new OciException(OciErrorCode.NotUpToDate, $"The tag {tag} of {name} would be made to name {root.Digest}.");
}

using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// A repository for a push that must not change anything (<c>-question</c>). Every change is an error.
/// </summary>
internal sealed class ReadOnlyStore(RegistryRepository repository) : IContentStore
{
    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => repository.ExistsAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => repository.OpenAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation) =>
        throw new OciException(OciErrorCode.NotUpToDate, $"{content.Digest} would be uploaded: {repository.Name} does not have it.");

    /// <inheritdoc/>
    public Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation) =>
        throw new OciException(OciErrorCode.NotUpToDate, $"The tag {tag} of {repository.Name} would be made to name {root.Digest}.");
}

using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// A store with tags that were resolved early. The first question for such a tag gets the early answer; later questions
/// go to the store.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="tags">Resolves the tags of the store.</param>
/// <param name="answers">The early answers, by tag; <see langword="null"/> for a tag that did not exist.</param>
internal sealed class PrefetchedTagStore(IContentStore store, ITagResolver tags, IReadOnlyDictionary<string, Descriptor?> answers)
    : IReferrerStore, ITagResolver
{
    private readonly ConcurrentDictionary<string, Descriptor?> _answers = new(answers, StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => store.ExistsAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => store.OpenAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation) =>
        _answers.TryRemove(tag, out var answer) ? Task.FromResult(answer) : tags.ResolveAsync(tag, cancellation);

    /// <inheritdoc/>
    public Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation) =>
        store.PutAsync(content, from, cancellation);

    /// <inheritdoc/>
    public bool ListsInParallel => true;

    /// <inheritdoc/>
    public Task<CopyOutcome> PutUnlistedAsync(Descriptor manifest, IContentSource from, CancellationToken cancellation) =>
        store is IReferrerStore lists ? lists.PutUnlistedAsync(manifest, from, cancellation) : store.PutAsync(manifest, from, cancellation);

    /// <inheritdoc/>
    public Task ListAsync(Digest subject, IReadOnlyList<Descriptor> referrers, CancellationToken cancellation) =>
        store is IReferrerStore lists ? lists.ListAsync(subject, referrers, cancellation) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation) =>
        store.TagAsync(root, from, tag, cancellation);
}

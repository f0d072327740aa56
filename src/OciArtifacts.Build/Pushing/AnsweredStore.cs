using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Pushing;

/// <summary>A store that was asked for some tags already: who asks for one of them first gets that answer, who asks again asks the store.</summary>
/// <param name="store">The store.</param>
/// <param name="tags">What knows its tags.</param>
internal sealed class AnsweredStore(IContentStore store, ITagResolver tags) : IContentStore, ITagResolver
{
    private readonly ConcurrentDictionary<string, Descriptor?> _answers = new(StringComparer.Ordinal);

    /// <summary>Takes down an answer; <see langword="null"/> for a tag that names nothing.</summary>
    internal void Know(string tag, Descriptor? named) => _answers[tag] = named;

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => store.ExistsAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => store.OpenAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation) =>
        _answers.TryRemove(tag, out var answer) ? Task.FromResult(answer) : tags.ResolveAsync(tag, cancellation);

    /// <inheritdoc/>
    public Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation) => store.PutAsync(content, from, cancellation);

    /// <inheritdoc/>
    public Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation) => store.TagAsync(root, from, tag, cancellation);
}

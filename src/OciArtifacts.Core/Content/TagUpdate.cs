using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Changes tags to one root, as the policy permits.</summary>
internal sealed class TagUpdate(Descriptor root, IContentStore to, TagPolicy policy)
{
    private readonly List<string> _tags = [];
    private readonly List<string> _missing = [];

    /// <summary>The tags that name the root after <see cref="ApplyAsync"/>, in the order of <see cref="ResolveAsync"/>.</summary>
    internal IReadOnlyList<string> Tags => _tags;

    /// <summary>Whether a tag names the root already. The store then has all content of the root.</summary>
    internal bool IsTagged { get; private set; }

    /// <summary>Asks the store which digests the tags name now.</summary>
    /// <exception cref="OciException">
    /// A tag names another digest, and the policy forbids to change it (<see cref="OciErrorCode.TagExists"/>).
    /// </exception>
    internal async Task ResolveAsync(IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        // The first request logs in. The others then reuse its token, so they can run in parallel.
        IReadOnlyList<Descriptor?> first = tags.Count > 0 ? [await NamedByAsync(tags[0], cancellation).ConfigureAwait(false)] : [];
        var others = await Task.WhenAll(tags.Skip(1).Select(tag => NamedByAsync(tag, cancellation))).ConfigureAwait(false);
        foreach (var (tag, named) in tags.Zip(first.Concat(others)))
        {
            var isTagged = named?.Digest == root.Digest;
            if (!isTagged && !MayChange(tag, named)) continue;
            _tags.Add(tag);
            if (isTagged) IsTagged = true;
            else _missing.Add(tag);
        }
    }

    /// <summary>Changes the tags that do not name the root yet.</summary>
    /// <exception cref="OciException">
    /// The store refuses a tag; or another client has given the tag another digest, and the policy forbids to change it.
    /// </exception>
    internal async Task ApplyAsync(IContentSource from, CancellationToken cancellation)
    {
        foreach (var tag in _missing)
        {
            if (await MayStillChangeAsync(tag, cancellation).ConfigureAwait(false))
            {
                await to.TagAsync(root, from, tag, cancellation).ConfigureAwait(false);
            }
            else
            {
                _tags.Remove(tag);
            }
        }
    }

    // An account that may only push cannot resolve a tag. With the policy Override the answer is not needed.
    private async Task<Descriptor?> NamedByAsync(string tag, CancellationToken cancellation)
    {
        if (to is not ITagResolver resolver) return null;
        try
        {
            return await resolver.ResolveAsync(tag, cancellation).ConfigureAwait(false);
        }
        catch (OciException refusal) when (policy == TagPolicy.Override
            && refusal.Code is OciErrorCode.Denied or OciErrorCode.ContentRefused or OciErrorCode.MalformedContent)
        {
            return null;
        }
    }

    // Another client may have changed the tag during a long upload.
    private async Task<bool> MayStillChangeAsync(string tag, CancellationToken cancellation)
    {
        if (policy == TagPolicy.Override) return true;
        var named = await NamedByAsync(tag, cancellation).ConfigureAwait(false);
        return named?.Digest == root.Digest || MayChange(tag, named);
    }

    private bool MayChange(string tag, Descriptor? named)
    {
        if (named is null || policy == TagPolicy.Override) return true;
        if (policy == TagPolicy.Skip) return false;
        throw new OciException(
            OciErrorCode.TagExists,
            $"The tag {tag} should name {root.Digest}, but names {named.Digest} already, "
            + "and the tag policy Fail forbids to change that. Give the artifact another version.")
        {
            Remedy = Remedy.TagPolicy,
        };
    }
}

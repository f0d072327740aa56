using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>The tags of one root: what they name now, and the change to the root, as the policy permits it.</summary>
internal sealed class TagUpdate(Descriptor root, IContentStore to, TagPolicy policy)
{
    private readonly List<string> _tags = [];
    private readonly List<string> _missing = [];

    /// <summary>The tags that name the root now, or will after <see cref="ApplyAsync"/>, in the order in which they were asked for.</summary>
    internal IReadOnlyList<string> Tags => _tags;

    /// <summary>Whether a tag names the root already, so that the store has all of it.</summary>
    internal bool IsTagged { get; private set; }

    /// <summary>Asks the store what the tags name now.</summary>
    /// <exception cref="OciException">
    /// A tag names something else, and the policy forbids to change that (<see cref="OciErrorCode.TagExists"/>).
    /// </exception>
    internal async Task ResolveAsync(IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        // The first request finds out how to log in; the others reuse that.
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

    /// <summary>Gives the root the tags that do not name it yet.</summary>
    /// <exception cref="OciException">The store refuses it, or another client has given a tag in the meantime.</exception>
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

    // An account that may only push need not know what a tag names, as long as the tag may be replaced anyway.
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

    // A long upload gives other clients the time to change the tag.
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
            $"The tag {tag} should name {root.Digest}, but names {named.Digest} already, and the tag policy Fail forbids to change that. Give the artifact another version.")
        {
            Remedy = Remedy.TagPolicy,
        };
    }
}

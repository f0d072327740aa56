using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Gives tags to one root, and keeps to the policy where they name something else.</summary>
internal sealed class TagGiving(Descriptor root, IContentStore to, TagPolicy policy)
{
    private readonly List<string> _all = [];
    private readonly List<string> _missing = [];

    /// <summary>The tags that name the root, or will, in the order in which they were asked for.</summary>
    internal IReadOnlyList<string> All => _all;

    /// <summary>Whether a tag names the root already, so that all of it is there.</summary>
    internal bool IsNamed { get; private set; }

    /// <summary>Looks what the tags name now.</summary>
    /// <exception cref="OciException">One names something else, and the policy forbids to change that (<see cref="OciErrorCode.TagExists"/>).</exception>
    internal async Task LookAsync(IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        // Who asks first finds out how to log in; the others need not.
        IReadOnlyList<Descriptor?> first = tags.Count > 0 ? [await NamedByAsync(tags[0], cancellation).ConfigureAwait(false)] : [];
        var others = await Task.WhenAll(tags.Skip(1).Select(tag => NamedByAsync(tag, cancellation))).ConfigureAwait(false);
        foreach (var (tag, named) in tags.Zip(first.Concat(others)))
        {
            var isNamed = named?.Digest == root.Digest;
            if (!isNamed && !MayName(tag, named)) continue;
            _all.Add(tag);
            if (isNamed) IsNamed = true;
            else _missing.Add(tag);
        }
    }

    /// <summary>Gives the tags that do not name the root yet.</summary>
    /// <exception cref="OciException">The store refuses it, or somebody else has given one meanwhile.</exception>
    internal async Task GiveAsync(IContentSource from, CancellationToken cancellation)
    {
        foreach (var tag in _missing)
        {
            if (await MayStillNameAsync(tag, cancellation).ConfigureAwait(false)) await to.TagAsync(root, from, tag, cancellation).ConfigureAwait(false);
            else _all.Remove(tag);
        }
    }

    // Who may only push need not know what is there, as long as it may be replaced anyway.
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

    // What took long to upload took long enough for somebody else.
    private async Task<bool> MayStillNameAsync(string tag, CancellationToken cancellation)
    {
        if (policy == TagPolicy.Override) return true;
        var named = await NamedByAsync(tag, cancellation).ConfigureAwait(false);
        return named?.Digest == root.Digest || MayName(tag, named);
    }

    private bool MayName(string tag, Descriptor? named)
    {
        if (named is null || policy == TagPolicy.Override) return true;
        return policy == TagPolicy.Skip ? false : throw new OciException(
            OciErrorCode.TagExists,
            $"The tag {tag} should name {root.Digest}, but names {named.Digest} already, and OciArtifactTagPolicy=Fail forbids to change that. Give the artifact another version.");
    }
}

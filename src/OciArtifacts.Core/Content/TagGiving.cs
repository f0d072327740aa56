using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Gives tags to one root, and keeps to the policy where they name something else.</summary>
internal sealed class TagGiving(Descriptor root, IContentStore to, TagPolicy policy)
{
    private readonly List<string> _missing = [];
    private readonly List<string> _named = [];

    /// <summary>The tags that name the root, or will.</summary>
    internal IReadOnlyList<string> All => [.. _named, .. _missing];

    /// <summary>Whether a tag names the root already, so that all of it is there.</summary>
    internal bool IsNamed => _named.Count > 0;

    /// <summary>Looks what the tags name now.</summary>
    /// <exception cref="OciException">One names something else, and the policy forbids to change that (<see cref="OciErrorCode.TagExists"/>).</exception>
    internal async Task LookAsync(IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        foreach (var tag in tags)
        {
            var named = to is ITagResolver resolver ? await resolver.ResolveAsync(tag, cancellation).ConfigureAwait(false) : null;
            if (named?.Digest == root.Digest) _named.Add(tag);
            else if (MayName(tag, named)) _missing.Add(tag);
        }
    }

    /// <summary>Gives the tags that do not name the root yet.</summary>
    /// <exception cref="OciException">The store refuses it, or somebody else has given one meanwhile.</exception>
    internal async Task GiveAsync(IContentSource from, CancellationToken cancellation)
    {
        foreach (var tag in _missing.ToList())
        {
            if (await MayStillNameAsync(tag, cancellation).ConfigureAwait(false)) await to.TagAsync(root, from, tag, cancellation).ConfigureAwait(false);
            else _missing.Remove(tag);
        }
    }

    // What took long to upload took long enough for somebody else.
    private async Task<bool> MayStillNameAsync(string tag, CancellationToken cancellation)
    {
        if (policy == TagPolicy.Override || to is not ITagResolver resolver) return true;
        var named = await resolver.ResolveAsync(tag, cancellation).ConfigureAwait(false);
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

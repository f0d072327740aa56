using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Ahead;

/// <summary>What a registry answered early.</summary>
/// <param name="Tags">What the tags named, by tag; <see langword="null"/> for a tag that named nothing. A tag that was not answered is missing.</param>
/// <param name="Events">What happened meanwhile, such as which credentials were used. The registry client reports it once in a build.</param>
/// <param name="Requests">How many requests were sent.</param>
internal sealed record TagAnswers(IReadOnlyDictionary<string, Descriptor?> Tags, IReadOnlyCollection<RegistryEvent> Events, long Requests)
{
    /// <summary>Whether every tag names the root.</summary>
    internal bool NameAll(IReadOnlyList<string> tags, Digest root)
    {
        foreach (var tag in tags)
        {
            if (!Tags.TryGetValue(tag, out var named) || named?.Digest != root) return false;
        }

        return tags.Count > 0;
    }
}

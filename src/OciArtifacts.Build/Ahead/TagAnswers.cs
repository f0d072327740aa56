using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Ahead;

/// <summary>The early answers of a registry.</summary>
/// <param name="Tags">
/// The descriptors that the tags named, by tag; <see langword="null"/> for a tag that did not exist. A tag without an
/// answer is missing.
/// </param>
/// <param name="Events">
/// Events for the log of the push, such as the credentials that were used: a registry client reports them once in a
/// build.
/// </param>
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

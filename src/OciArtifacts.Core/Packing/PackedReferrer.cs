using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>A referrer of an artifact.</summary>
public sealed record PackedReferrer
{
    /// <summary>Creates a referrer that was published before.</summary>
    /// <param name="subject">The digest of its subject.</param>
    /// <param name="content">The descriptor of its manifest, with the artifact type.</param>
    public PackedReferrer(Digest subject, Descriptor content)
    {
        Subject = subject;
        Content = content;
    }

    /// <summary>The digest of its subject.</summary>
    public Digest Subject { get; }

    /// <summary>The descriptor of its manifest, with the artifact type.</summary>
    public Descriptor Content { get; }

    /// <summary>The tag that stands for the subject in the manifest (<see cref="ReferrerPromise.TagOf"/>), or <see langword="null"/>.</summary>
    public string? Tag { get; internal init; }

    /// <summary>The packed manifest with its layers; <see langword="null"/> for a published referrer.</summary>
    public PackedManifest? Manifest { get; internal init; }

    /// <summary>
    /// Whether only the list of a registry names it, in which everybody can put referrers, and no report of a build. It is copied along,
    /// and no referrer is made of it: a signature would vouch for it.
    /// </summary>
    internal bool IsForeign { get; init; }

    /// <summary>The referrer for a copy.</summary>
    internal CopiedReferrer Copied => new(Content) { Tag = Tag };

    /// <summary><see cref="ReferrerPromise.ProducerKey"/> of its producer; <see langword="null"/> for a reproducible referrer.</summary>
    internal string? ProducerKey { get; init; }
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A referrer that a <see cref="ContentCopy"/> puts after its subject.</summary>
/// <param name="Content">The descriptor of its manifest. The copy reads the subject from the manifest.</param>
public sealed record CopiedReferrer(Descriptor Content)
{
    /// <summary>
    /// The tag that stands for a subject, such as <c>sha256-….sig</c> of cosign. All clients share such a tag, so the copy keeps the
    /// layers that are in its manifest, and adds the layers of this one. The default is <see langword="null"/>: the manifest has a
    /// subject.
    /// </summary>
    public string? Tag { get; init; }
}

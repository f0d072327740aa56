using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>The subject of a referrer (image-spec 1.1, manifest.md, "subject").</summary>
/// <param name="Content">The descriptor of the subject: media type, digest and size.</param>
/// <param name="Artifact">The artifact that contains the subject as its root, entry or referrer, with all content of the subject.</param>
public sealed record ReferrerSubject(Descriptor Content, PackedArtifact Artifact)
{
    /// <summary>Whether it was published before: as the artifact itself, or as an entry of an index that is made here.</summary>
    internal bool IsPublished => Artifact.IsPublished
        || Artifact.Entries.Any(entry => entry.Content.Digest == Content.Digest && entry.Source == EntrySource.Published);
}

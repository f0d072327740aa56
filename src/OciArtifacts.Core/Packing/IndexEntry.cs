using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>An entry of an index, the same whoever made it (image-spec 1.1, image-index.md, "manifests").</summary>
/// <param name="Content">The descriptor as it stands in the index: with artifact type, platform and annotations.</param>
/// <param name="Source">Where its content is.</param>
public sealed record IndexEntry(Descriptor Content, EntrySource Source)
{
    /// <summary>The platform that it is for; <see langword="null"/> where it is for all.</summary>
    public Platform? Platform => Content.Platform;

    /// <summary>Where a published entry is, as <c>registry/repository</c>; <see langword="null"/> where that is not known or not needed.</summary>
    public string? Place { get; init; }
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>An entry of an index, the same whoever made it (image-spec 1.1, image-index.md, "manifests").</summary>
public sealed record IndexEntry
{
    internal IndexEntry(Descriptor content, EntrySource source)
    {
        Content = content;
        Source = source;
    }

    /// <summary>The descriptor as it stands in the index: with artifact type, platform and annotations.</summary>
    public Descriptor Content { get; internal init; }

    /// <summary>Where its content is.</summary>
    public EntrySource Source { get; internal init; }

    /// <summary>The platform that it is for; <see langword="null"/> where it is for all.</summary>
    public Platform? Platform => Content.Platform;

    /// <summary>Where a published entry is, as <c>registry/repository</c>; <see langword="null"/> where that is not known or not needed.</summary>
    public string? Place { get; internal init; }
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>An entry of an index (image-spec 1.1, image-index.md, "manifests").</summary>
public sealed record IndexEntry
{
    internal IndexEntry(Descriptor content, EntrySource source)
    {
        Content = content;
        Source = source;
    }

    /// <summary>The descriptor in the index, with artifact type, platform and annotations.</summary>
    public Descriptor Content { get; internal init; }

    /// <summary>The place of its content.</summary>
    public EntrySource Source { get; internal init; }

    /// <summary>The platform of the entry; <see langword="null"/> for all platforms.</summary>
    public Platform? Platform => Content.Platform;

    /// <summary>The .NET runtime identifier (<see cref="Annotations.RuntimeIdentifier"/>), or <see langword="null"/>.</summary>
    public string? RuntimeIdentifier => Content.Annotations?.GetValueOrDefault(Annotations.RuntimeIdentifier);

    /// <summary>The .NET target framework (<see cref="Annotations.TargetFramework"/>), or <see langword="null"/>.</summary>
    public string? TargetFramework => Content.Annotations?.GetValueOrDefault(Annotations.TargetFramework);
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>A referrer of an artifact.</summary>
/// <param name="Subject">The digest of its subject.</param>
/// <param name="Content">The descriptor of its manifest, with the artifact type.</param>
public sealed record PackedReferrer(Digest Subject, Descriptor Content)
{
    /// <summary>The manifest with its layers, where it was packed here; <see langword="null"/> for one that was published.</summary>
    public PackedManifest? Manifest { get; init; }

    /// <summary>The key of the producer (<see cref="ReferrerPromise.ProducerKey"/>); <see langword="null"/> for a reproducible referrer.</summary>
    internal string? ProducerKey { get; init; }
}

using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build.Packing;

/// <summary>What a build knows about the artifact when it promises referrers.</summary>
/// <param name="Plan">The plan of the artifact, with the referrers that are files.</param>
/// <param name="Destination">The destination of the artifact.</param>
/// <param name="Inputs">The inputs of the plan.</param>
/// <param name="Type">The artifact type; <see langword="null"/> where the type has no definition.</param>
/// <param name="Cache">The digests of the files. After the packing it has the digest of each file in the artifact.</param>
internal sealed record ReferrerContext(
    ArtifactPlan Plan, Destination Destination, ArtifactInputs Inputs, FilledType? Type, DigestCache Cache)
{
    /// <summary>
    /// The referrers that entries of the index have in their registry, by the digest of the entry. Those that the packed artifact
    /// has itself need not be here.
    /// </summary>
    internal IReadOnlyDictionary<Digest, IReadOnlyList<Descriptor>> ReferrersOfEntries { get; init; } =
        new Dictionary<Digest, IReadOnlyList<Descriptor>>();

    /// <summary>The name of the artifact. It comes from the project or from its metadata, and not from the repository.</summary>
    internal string Name => Type?.RepositoryName is { Length: > 0 } name ? name : Inputs.Name;

    /// <summary>The version of the artifact.</summary>
    internal string Version => Type?.Version is { Length: > 0 } version ? version : Inputs.Version;
}

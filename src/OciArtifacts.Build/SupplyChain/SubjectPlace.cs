using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>An artifact that was published before: in a registry, or in an image layout on disk.</summary>
/// <param name="Digest">Its digest.</param>
internal sealed record SubjectPlace(Digest Digest)
{
    /// <summary>Its place in a registry; <see langword="null"/> for a layout.</summary>
    internal Reference? Reference { get; init; }

    /// <summary>The layout, an absolute path, or empty.</summary>
    internal string LayoutDirectory { get; init; } = "";

    /// <summary>The repository that its report names, or empty.</summary>
    internal string NamedRepository { get; init; } = "";

    /// <summary>The digests of the referrers that its report names.</summary>
    internal IReadOnlyList<Digest> Referrers { get; init; } = [];

    /// <summary>The repository that signatures name: that of the registry, or the name of the layout's folder.</summary>
    internal string Repository => Reference is null ? Path.GetFileName(LayoutDirectory) : $"{Reference.Registry}/{Reference.Repository}";

    /// <summary>The descriptor of the artifact in its store.</summary>
    /// <exception cref="OciException">
    /// The store does not have it (<see cref="OciErrorCode.ContentNotFound"/>), or cannot be read.
    /// </exception>
    internal async Task<Descriptor> ResolveAsync(IArtifactStore store, CancellationToken cancellation) =>
        await store.ResolveAsync(Digest.ToString(), cancellation).ConfigureAwait(false) ?? throw new OciException(
            OciErrorCode.ContentNotFound, $"{this} does not exist: it was deleted or damaged, or never published there.");

    /// <summary>The name for messages.</summary>
    public override string ToString() => Reference?.ToString() ?? $"{LayoutDirectory}@{Digest}";
}

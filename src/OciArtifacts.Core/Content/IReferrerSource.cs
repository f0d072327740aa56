using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A source that can list the referrers of content (image-spec 1.1, manifest.md, "subject").</summary>
public interface IReferrerSource : IContentSource
{
    /// <summary>Lists the manifests whose subject has this digest. Without referrers, or without the subject, the list is empty.</summary>
    /// <param name="subject">The digest of the subject.</param>
    /// <param name="artifactType">Only referrers of this artifact type; <see langword="null"/> for all.</param>
    /// <param name="cancellation">Stops the listing.</param>
    /// <returns>The descriptors of the referrers, with <see cref="Descriptor.ArtifactType"/>.</returns>
    /// <exception cref="OciException">The source cannot be read, or its list does not end.</exception>
    IAsyncEnumerable<Descriptor> ListReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellation);
}

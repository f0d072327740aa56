using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>The referrers of an earlier run. It keeps referrers that are not reproducible, such as signatures.</summary>
internal interface IReferrerMemory
{
    /// <summary>The earlier referrer of this subject, type and producer.</summary>
    /// <param name="subject">The digest of the subject.</param>
    /// <param name="artifactType">The artifact type; empty for any.</param>
    /// <param name="producerKey">The key of the producer.</param>
    /// <returns><see langword="null"/> if there is none, or if its files have changed.</returns>
    PackedManifest? Find(Digest subject, string artifactType, string producerKey);
}

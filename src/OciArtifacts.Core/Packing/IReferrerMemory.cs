using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>The referrers that an earlier run made, for those that are another one each time they are made.</summary>
internal interface IReferrerMemory
{
    /// <summary>The referrer that the producer made for the subject, or <see langword="null"/> where there is none or its files have changed.</summary>
    PackedManifest? Find(Digest subject, string producerKey);
}

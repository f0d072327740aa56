using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>
/// A store that keeps a list of referrers for each subject (distribution-spec 1.1.1, "Listing Referrers"). Several referrers of one
/// subject change its list once.
/// </summary>
internal interface IReferrerStore : IContentStore
{
    /// <summary>Whether the lists of several subjects may be changed at the same time.</summary>
    bool ListsInParallel { get; }

    /// <summary>Puts the manifest of a referrer. The list of its subject may not have it before <see cref="ListAsync"/>.</summary>
    /// <exception cref="OciException">The manifest is missing or wrong, or the store refuses it.</exception>
    Task<CopyOutcome> PutUnlistedAsync(Descriptor manifest, IContentSource from, CancellationToken cancellation);

    /// <summary>
    /// Lists referrers that <see cref="PutUnlistedAsync"/> has put. Success means that the list has all of them, each once. A
    /// predecessor (<see cref="Referrer.Predecessors"/>) is removed from the list.
    /// </summary>
    /// <param name="subject">The digest of the subject.</param>
    /// <param name="referrers">The descriptors, with artifact type and annotations.</param>
    /// <param name="cancellation">Stops the change.</param>
    /// <exception cref="OciException">The store refuses the change, or other clients change the list all the time.</exception>
    Task ListAsync(Digest subject, IReadOnlyList<Descriptor> referrers, CancellationToken cancellation);
}

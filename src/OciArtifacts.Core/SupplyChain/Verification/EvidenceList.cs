namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>The signatures and attestations of one subject.</summary>
/// <param name="All">All of them, in the order in which they were found.</param>
/// <param name="IsComplete">Whether the limits were high enough for all that the source has.</param>
internal sealed record EvidenceList(IReadOnlyList<Evidence> All, bool IsComplete)
{
    /// <summary>Said behind the problem of a demand.</summary>
    internal string Limits => IsComplete ? "" : " (not all referrers were read, because there are too many)";

    internal IEnumerable<Evidence> Of(params IReadOnlyList<SignatureFormat> formats) => All.Where(one => formats.Contains(one.Format));
}

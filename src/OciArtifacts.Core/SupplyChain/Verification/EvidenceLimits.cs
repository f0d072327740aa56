namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>
/// How much is read of one subject. Whoever may push to a repository can attach anything, so the work must have an end. Evidence
/// beyond the limits is not looked at, and does not count.
/// </summary>
internal static class EvidenceLimits
{
    /// <summary>The largest number of entries of an index that are verified, those of indexes in it too.</summary>
    internal const int Entries = 1000;

    /// <summary>The largest number of referrers in the list of a subject that are looked at.</summary>
    internal const int Listed = 10_000;

    /// <summary>The largest number of referrers whose manifests are opened.</summary>
    internal const int Referrers = 300;

    /// <summary>The largest number of signatures and attestations, as notation has it.</summary>
    internal const int Signatures = 100;

    /// <summary>The largest size of a signature or an attestation in bytes. An attestation can contain an SBOM.</summary>
    internal const int SignatureBytes = 16 * 1024 * 1024;

    /// <summary>The largest size of all signatures and attestations together, in bytes.</summary>
    internal const long AllBytes = 64L * 1024 * 1024;
}

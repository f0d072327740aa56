namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>What the first certificate of a chain is for.</summary>
internal enum CertificatePurpose
{
    /// <summary>It signs artifacts.</summary>
    CodeSigning,

    /// <summary>It signs time stamps.</summary>
    TimeStamping,
}

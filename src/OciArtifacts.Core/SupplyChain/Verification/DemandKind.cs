namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>What a trust policy demands of an artifact.</summary>
public enum DemandKind
{
    /// <summary>There is a policy for the repository.</summary>
    Policy,

    /// <summary>The source has the manifest or the index with this digest.</summary>
    Content,

    /// <summary>The digest is one of those that the policy names.</summary>
    Digest,

    /// <summary>The artifact type is the one that the policy names.</summary>
    ArtifactType,

    /// <summary>A signature of Notation by a trusted identity.</summary>
    NotationSignature,

    /// <summary>A signature of cosign by a trusted key.</summary>
    CosignSignature,

    /// <summary>A signed attestation of a type.</summary>
    Attestation,
}

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>The form of a signature or of a signed attestation.</summary>
public enum SignatureFormat
{
    /// <summary>A signature of Notation: a referrer with an envelope in JWS.</summary>
    Notation,

    /// <summary>A Sigstore bundle: a referrer, as cosign 3 writes it.</summary>
    SigstoreBundle,

    /// <summary>A signature of cosign 2: a layer of the manifest with the tag <c>sha256-….sig</c>.</summary>
    CosignSignature,

    /// <summary>An attestation of cosign 2: a layer of the manifest with the tag <c>sha256-….att</c>.</summary>
    CosignAttestation,
}

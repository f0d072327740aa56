namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>The steps of a verification. A policy says of each whether its failure counts.</summary>
internal enum NotationStep
{
    /// <summary>The envelope is valid, and signs the expected content. Without it, nothing is known.</summary>
    Integrity,

    /// <summary>The signer is trusted.</summary>
    Authenticity,

    /// <summary>The signature was made while the certificates were valid.</summary>
    AuthenticTimestamp,

    /// <summary>The signer wants the artifact to be used still.</summary>
    Expiry,
}

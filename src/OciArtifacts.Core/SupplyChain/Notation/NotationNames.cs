namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>Media types and names of the Notary Project (notaryproject/specifications, signature-envelope-jws.md).</summary>
internal static class NotationNames
{
    internal const string ArtifactType = "application/vnd.cncf.notary.signature";

    internal const string EnvelopeType = "application/jose+json";

    internal const string PayloadType = "application/vnd.cncf.notary.payload.v1+json";

    /// <summary>The annotation of the manifest with the SHA-256 of each certificate. It is a filter, and decides nothing.</summary>
    internal const string ThumbprintAnnotation = "io.cncf.notary.x509chain.thumbprint#S256";

    internal const string SchemeHeader = "io.cncf.notary.signingScheme";

    internal const string SigningTimeHeader = "io.cncf.notary.signingTime";

    internal const string AuthenticTimeHeader = "io.cncf.notary.authenticSigningTime";

    internal const string ExpiryHeader = "io.cncf.notary.expiry";

    internal const string TimestampHeader = "io.cncf.notary.timestampSignature";

    internal const string AgentHeader = "io.cncf.notary.signingAgent";

    /// <summary>The scheme of a signer with a certificate.</summary>
    internal const string X509Scheme = "notary.x509";

    /// <summary>The scheme of a service that signs for others and states the time.</summary>
    internal const string AuthorityScheme = "notary.x509.signingAuthority";
}

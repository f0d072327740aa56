namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>The places of a private key and of what belongs to it. No member is secret.</summary>
/// <param name="Key">The private key: PEM, or PKCS#12.</param>
internal sealed record SigningKeyOptions(KeySource Key)
{
    /// <summary>
    /// A PEM file with the certificate of the key and those above it. The default is none: the certificates beside the key.
    /// </summary>
    internal string? CertificateFile { get; init; }

    /// <summary>The name of the environment variable with the passphrase. The default is none, for a key without passphrase.</summary>
    internal string? PassphraseVariable { get; init; }
}

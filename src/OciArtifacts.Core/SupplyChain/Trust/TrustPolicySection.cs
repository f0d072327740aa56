namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>One policy of a trust policy file, as it is written.</summary>
/// <param name="Name">The name, for messages.</param>
/// <param name="RegistryScopes">The repositories that it is for.</param>
/// <param name="SignatureVerification">How strict signatures are verified.</param>
internal sealed record TrustPolicySection(
    string Name, IReadOnlyList<string> RegistryScopes, SignatureVerificationSection SignatureVerification)
{
    /// <summary>The stores with the certificates that the signatures of Notation have to lead to, as <c>type:name</c>.</summary>
    public IReadOnlyList<string> TrustStores { get; init => field = value ?? []; } = [];

    /// <summary>The subjects of the certificates that may sign.</summary>
    public IReadOnlyList<string> TrustedIdentities { get; init => field = value ?? []; } = [];

    /// <summary>The files of the public keys of which one has to have signed by cosign.</summary>
    public IReadOnlyList<string> CosignKeys { get; init => field = value ?? []; } = [];

    /// <summary>The attestations that the artifact has to have.</summary>
    public IReadOnlyList<AttestationSection> Attestations { get; init => field = value ?? []; } = [];

    /// <summary>The type that the artifact has to have. The default is any.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The digests of which the artifact has to have one. The default is any.</summary>
    public IReadOnlyList<string> Digests { get; init => field = value ?? []; } = [];
}

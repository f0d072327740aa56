namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>An attestation that a policy demands, as it is written.</summary>
/// <param name="PredicateType">The type of the predicate, a URI.</param>
internal sealed record AttestationSection(string PredicateType)
{
    /// <summary>The files of the public keys of which one has to have signed it. The default is those of the policy.</summary>
    public IReadOnlyList<string> Keys { get; init => field = value ?? []; } = [];
}

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>An attestation that a policy demands.</summary>
/// <param name="PredicateType">The type of the predicate.</param>
/// <param name="Keys">The keys of which one has to have signed it.</param>
internal sealed record RequiredAttestation(string PredicateType, IReadOnlyList<NamedKey> Keys);

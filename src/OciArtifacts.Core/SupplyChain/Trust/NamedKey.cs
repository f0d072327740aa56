using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>A public key that a policy trusts.</summary>
/// <param name="Name">The file, as the policy has it.</param>
/// <param name="Key">The key.</param>
internal sealed record NamedKey(string Name, PublicKey Key);

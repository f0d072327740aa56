using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>Finds what is wrong with the signers that a policy trusts.</summary>
internal static class SignerRules
{
    /// <summary>The identity that every certificate has.</summary>
    internal const string AnyIdentity = "*";

    /// <summary>The first problem, or <see langword="null"/>.</summary>
    internal static JsonProblem? Problem(TrustPolicySection policy, string path) =>
        StoreProblem(policy, path)
        ?? IdentityProblem(policy.TrustedIdentities, $"{path}.trustedIdentities")
        ?? KeyProblem(policy.CosignKeys, $"{path}.cosignKeys")
        ?? AttestationProblem(policy, $"{path}.attestations");

    private static JsonProblem? StoreProblem(TrustPolicySection policy, string path)
    {
        var list = $"{path}.trustStores";
        var stores = new List<TrustStoreName>();
        for (var i = 0; i < policy.TrustStores.Count; i++)
        {
            if (!TrustStoreName.TryParse(policy.TrustStores[i], out var store))
            {
                return TrustPolicyRules.At(
                    JsonPath.OfItem(list, i),
                    $"is '{policy.TrustStores[i]}', but has to be ca:name, signingAuthority:name or tsa:name. "
                    + "A name has letters, digits, '.', '_' and '-'.");
            }

            stores.Add(store);
        }

        if (policy.TrustedIdentities.Count > 0 && stores.All(store => store.Type == TrustStoreName.Timestamps))
        {
            return TrustPolicyRules.At(list, "has no ca and no signingAuthority, so no certificate of trustedIdentities can be trusted.");
        }

        return stores.Count > 0 && policy.TrustedIdentities.Count == 0
            ? TrustPolicyRules.At(
                path, $"has trustStores and no trustedIdentities. '{AnyIdentity}' trusts each certificate of the stores.")
            : null;
    }

    private static JsonProblem? IdentityProblem(IReadOnlyList<string> identities, string path)
    {
        if (identities.Contains(AnyIdentity, StringComparer.Ordinal))
        {
            return identities.Count == 1 ? null : TrustPolicyRules.At(path, $"has '{AnyIdentity}' beside others. It stands alone.");
        }

        var known = new List<SubjectMatcher>();
        for (var i = 0; i < identities.Count; i++)
        {
            var item = JsonPath.OfItem(path, i);
            if (SubjectMatcher.TryParse(identities[i], out var problem) is not { } identity)
            {
                return TrustPolicyRules.At(item, $"is '{identities[i]}', which is no identity: {problem}.");
            }

            if (known.Find(identity.Overlaps) is { } other)
            {
                return TrustPolicyRules.At(item, $"overlaps with '{other.Text}': a certificate could have both.");
            }

            known.Add(identity);
        }

        return null;
    }

    private static JsonProblem? KeyProblem(IReadOnlyList<string> keys, string path)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(keys[i])) continue;
            return TrustPolicyRules.At(JsonPath.OfItem(path, i), "is empty, and has to be the file of a public key.");
        }

        return null;
    }

    private static JsonProblem? AttestationProblem(TrustPolicySection policy, string path)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < policy.Attestations.Count; i++)
        {
            var (attestation, item) = (policy.Attestations[i], JsonPath.OfItem(path, i));
            var type = $"{item}.predicateType";
            if (!Uri.TryCreate(attestation.PredicateType, UriKind.Absolute, out _))
            {
                return TrustPolicyRules.At(
                    type, $"is '{attestation.PredicateType}', but has to be a URI such as https://slsa.dev/provenance/v1.");
            }

            if (!types.Add(attestation.PredicateType)) return TrustPolicyRules.At(type, "is that of another attestation of the policy.");
            if (KeyProblem(attestation.Keys, $"{item}.keys") is { } problem) return problem;
            if (attestation.Keys.Count == 0 && policy.CosignKeys.Count == 0)
            {
                return TrustPolicyRules.At(item, "has no keys, and its policy has no cosignKeys, so nobody could sign it.");
            }
        }

        return null;
    }
}

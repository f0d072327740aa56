using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>Finds what is wrong with a trust policy whose members have the right form.</summary>
internal static class TrustPolicyRules
{
    private const string Version = "1.0";

    /// <summary>The first problem, or <see langword="null"/>.</summary>
    internal static JsonProblem? Problem(TrustPolicyFile file)
    {
        if (file.Version != Version) return At("version", $"is '{file.Version}', but has to be {Version}.");
        if (file.TrustPolicies.Count == 0) return At("trustPolicies", "is empty, so nothing would be trusted.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var scopes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < file.TrustPolicies.Count; i++)
        {
            var (policy, path) = (file.TrustPolicies[i], JsonPath.OfItem("trustPolicies", i));
            if (policy.Name.Length == 0) return At($"{path}.name", "is empty.");
            if (!names.Add(policy.Name)) return At($"{path}.name", $"is '{policy.Name}', as that of another policy.");
            var problem = ScopeProblem(policy, $"{path}.registryScopes", scopes)
                ?? LevelProblem(policy, path)
                ?? OverrideProblem(policy.SignatureVerification.Override, $"{path}.signatureVerification.override")
                ?? SignerRules.Problem(policy, path)
                ?? PinProblem(policy, path);
            if (problem is not null) return problem;
        }

        return null;
    }

    /// <summary>A problem whose message begins with the path.</summary>
    internal static JsonProblem At(string path, string message) => new(path, $"'{path}' {message}");

    private static JsonProblem? ScopeProblem(TrustPolicySection policy, string path, Dictionary<string, string> scopes)
    {
        var list = policy.RegistryScopes;
        if (list.Count == 0) return At(path, $"is empty. Write '{RepositoryScope.All}' for all repositories.");
        if (list.Count > 1 && list.Contains(RepositoryScope.All, StringComparer.Ordinal))
        {
            return At(path, $"has '{RepositoryScope.All}' beside others. It is for all repositories, so it stands alone.");
        }

        for (var i = 0; i < list.Count; i++)
        {
            var item = JsonPath.OfItem(path, i);
            if (!RepositoryScope.IsValid(list[i]))
            {
                return At(item, $"is '{list[i]}', but has to be {RepositoryScope.All}, registry/repository, or registry/path/*.");
            }

            if (!scopes.TryAdd(list[i], policy.Name))
            {
                return At(item, $"is '{list[i]}', as a scope of '{scopes[list[i]]}'. One policy is for a repository.");
            }
        }

        return null;
    }

    private static JsonProblem? LevelProblem(TrustPolicySection policy, string path)
    {
        var verification = policy.SignatureVerification;
        var signers = policy.TrustStores.Count + policy.TrustedIdentities.Count + policy.CosignKeys.Count + policy.Attestations.Count;
        if (verification.Level != VerificationLevel.Skip)
        {
            return signers > 0 ? null : At(path, "has no trustStores, cosignKeys and attestations, so nothing would be verified.");
        }

        var level = $"{path}.signatureVerification.level";
        if (policy.RegistryScopes.Contains(RepositoryScope.All, StringComparer.Ordinal))
        {
            return At(level, "is skip, which cannot be for all repositories. Name those whose artifacts are not signed.");
        }

        return signers > 0 || verification.Override is not null
            ? At(level, "is skip, so it has no override, and its policy no trustStores, trustedIdentities, cosignKeys and attestations.")
            : null;
    }

    private static JsonProblem? OverrideProblem(OverrideSection? section, string path)
    {
        (string Name, ValidationAction? Action)[] others =
        [
            ("authenticity", section?.Authenticity), ("authenticTimestamp", section?.AuthenticTimestamp), ("expiry", section?.Expiry),
        ];
        var (name, action) = Array.Find(others, other => other.Action == ValidationAction.Skip);
        return action is null ? null : At($"{path}.{name}", "is skip, but can only be enforce or log.");
    }

    private static JsonProblem? PinProblem(TrustPolicySection policy, string path)
    {
        if (policy.ArtifactType is { } type && !MediaType.IsValid(type))
        {
            return At($"{path}.artifactType", $"is '{type}', which is no media type.");
        }

        for (var i = 0; i < policy.Digests.Count; i++)
        {
            if (Digest.TryParse(policy.Digests[i], out var digest) && digest.IsVerifiable) continue;
            return At(
                JsonPath.OfItem($"{path}.digests", i),
                $"is '{policy.Digests[i]}', but has to be a digest: sha256: and 64 characters, or sha512: and 128.");
        }

        return null;
    }
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Trust;

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>Verifies signatures and attestations of cosign by the keys of a policy.</summary>
/// <param name="rule">The policy.</param>
/// <param name="subject">The digest of the subject.</param>
/// <param name="evidence">What was found.</param>
internal sealed class KeySignatures(TrustRule rule, Digest subject, EvidenceList evidence)
{
    /// <summary>The demand for a signature by one of the keys of the policy.</summary>
    internal VerificationDemand SignatureDemand()
    {
        var findings = new List<SignatureFinding>();
        foreach (var one in evidence.Of(SignatureFormat.CosignSignature, SignatureFormat.SigstoreBundle))
        {
            var finding = Find(one, rule.CosignKeys, key => SignatureBy(one, key));
            if (finding is not null) findings.Add(finding);
        }

        return VerificationDemand.OfSignatures(
            DemandKind.CosignSignature,
            $"a signature of cosign by {Names(rule.CosignKeys)}",
            findings,
            "it has no signature of cosign",
            evidence.Limits);
    }

    /// <summary>The demand for an attestation.</summary>
    internal VerificationDemand AttestationDemand(RequiredAttestation wanted)
    {
        var findings = new List<SignatureFinding>();
        foreach (var one in evidence.Of(SignatureFormat.CosignAttestation, SignatureFormat.SigstoreBundle))
        {
            var finding = Find(one, wanted.Keys, key => AttestationBy(one, key, wanted.PredicateType));
            if (finding is not null) findings.Add(finding.IsAccepted ? finding with { PredicateType = wanted.PredicateType } : finding);
        }

        return VerificationDemand.OfSignatures(
            DemandKind.Attestation,
            $"an attestation {wanted.PredicateType} by {Names(wanted.Keys)}",
            findings,
            "it has no signed attestation of this type",
            evidence.Limits);
    }

    // A policy that only reports who is not trusted accepts what claims to be about the subject: without the key of the signer,
    // nobody can say more.
    private SignatureFinding? Find(Evidence one, IReadOnlyList<NamedKey> keys, Func<PublicKey, (bool IsOther, string Problem)> check)
    {
        if (one.Problem.Length > 0) return one.Refused(one.Problem);
        var problems = new List<string>();
        foreach (var (name, key) in keys)
        {
            var (isOther, problem) = check(key);
            if (isOther) return null;
            if (problem.Length == 0)
            {
                return new SignatureFinding(one.Format, one.Manifest, IsAccepted: true) { Signer = name, KeyId = key.Id };
            }

            problems.Add(problem);
        }

        return one.Refused(problems) with { IsAccepted = rule.Authenticity == ValidationAction.Log && Claimed.IsAbout(one, subject) };
    }

    private (bool IsOther, string Problem) SignatureBy(Evidence one, PublicKey key)
    {
        if (one.Format == SignatureFormat.CosignSignature)
        {
            return (false, CosignSignature.Verify(one.Layer!, one.Content, subject, key).Problem);
        }

        if (Claimed.Of(one) is { } claimed && claimed.PredicateType != BundleReferrer.SignaturePredicate) return (true, "");
        var check = BundleReferrer.Verify(one.Content, subject, key);
        return check.IsValid ? (!check.Signed.IsSignature, "") : (false, check.Problem);
    }

    private (bool IsOther, string Problem) AttestationBy(Evidence one, PublicKey key, string wanted)
    {
        if (Claimed.Of(one)?.PredicateType != wanted) return (true, "");
        if (one.Format == SignatureFormat.SigstoreBundle)
        {
            var bundle = BundleReferrer.Verify(one.Content, subject, key);
            return bundle.IsValid ? (bundle.Signed.Statement?.PredicateType != wanted, "") : (false, bundle.Problem);
        }

        var check = CosignAttestation.Verify(one.Content, subject, key);
        return check.IsValid ? (check.Signed.PredicateType != wanted, "") : (false, check.Problem);
    }

    private static string Names(IReadOnlyList<NamedKey> keys) =>
        keys.Count == 1 ? $"the key {keys[0].Name}" : $"one of the keys {string.Join(", ", keys.Select(key => key.Name))}";
}

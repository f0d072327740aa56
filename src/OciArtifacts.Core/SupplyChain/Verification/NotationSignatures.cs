using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Notation;
using OciArtifacts.Core.SupplyChain.Trust;

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>Verifies signatures of Notation by the certificates of a policy.</summary>
/// <param name="rule">The policy.</param>
/// <param name="subject">The descriptor of the subject.</param>
/// <param name="time">The clock.</param>
internal sealed class NotationSignatures(TrustRule rule, Descriptor subject, TimeProvider time)
{
    private readonly NotationVerifier _verifier = new(
        new NotationTrust
        {
            Authorities = rule.Authorities,
            SigningAuthorities = rule.SigningAuthorities,
            TimestampAuthorities = rule.TimestampAuthorities,
            Identities = rule.Identities,
            StampsAfterExpiryOnly = rule.Verification.VerifyTimestamp == TimestampUse.AfterCertExpiry,
        },
        time);

    /// <summary>The demand for a signature by a trusted identity.</summary>
    internal VerificationDemand Demand(EvidenceList evidence) => VerificationDemand.OfSignatures(
        DemandKind.NotationSignature,
        $"a signature of Notation by {Signers()}",
        [.. evidence.Of(SignatureFormat.Notation).Select(Find)],
        "it has no signature of Notation",
        evidence.Limits);

    private SignatureFinding Find(Evidence one)
    {
        if (one.Problem.Length > 0) return one.Refused(one.Problem);
        if (one.Layer!.MediaType != NotationNames.EnvelopeType)
        {
            return one.Refused($"its envelope is a {MediaType.Shown(one.Layer.MediaType)}, and only {NotationNames.EnvelopeType} is read");
        }

        var check = _verifier.Verify(one.Content, subject);
        if (check.Signed is not { } signed) return one.Refused([.. check.Failures.Select(failure => Part(failure.Problem))]);
        var failures = check.Failures.Select(failure => (Action: ActionOf(failure.Step), Problem: Part(failure.Problem))).ToList();
        var certificates = signed.Chain.Concat(signed.Stamp?.Chain ?? []);
        if (rule.Revocation != ValidationAction.Skip && UnaskedRevocation.ProblemOf(certificates) is { } revocation)
        {
            failures.Add((rule.Revocation, revocation));
        }

        return new SignatureFinding(one.Format, one.Manifest, failures.All(failure => failure.Action != ValidationAction.Enforce))
        {
            Signer = signed.Signer,
            KeyId = Digest.Sha256(signed.Chain[0].RawDataMemory.Span),
            SignedAt = signed.Stamp?.To ?? signed.Header.SigningTime,
            HasTimestamp = signed.Stamp is not null,
            Problems = [.. failures.Select(failure => failure.Problem)],
        };
    }

    private ValidationAction ActionOf(NotationStep step) => step switch
    {
        NotationStep.Authenticity => rule.Authenticity,
        NotationStep.AuthenticTimestamp => rule.AuthenticTimestamp,
        NotationStep.Expiry => rule.Expiry,
        _ => ValidationAction.Enforce,
    };

    private string Signers() => rule.Identities is null
        ? "a certificate of its trust stores"
        : $"one of the identities {string.Join(" | ", rule.Identities.Select(identity => identity.Text))}";

    private static string Part(string sentence) => sentence.TrimEnd('.');
}

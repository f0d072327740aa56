using System.Formats.Asn1;
using System.Security.Cryptography;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>
/// Verifies Notation signatures offline (trust-store-trust-policy.md, "Steps"). Whether a certificate was revoked is not asked.
/// </summary>
/// <param name="trust">Whom the verifier trusts.</param>
/// <param name="time">The clock of the verifier.</param>
internal sealed class NotationVerifier(NotationTrust trust, TimeProvider time)
{
    /// <summary>Verifies an envelope.</summary>
    /// <param name="envelope">The content of the signature's layer, which has the digest of its descriptor.</param>
    /// <param name="subject">The descriptor of the manifest that has to be signed: media type, digest and size are compared.</param>
    internal NotationCheck Verify(ReadOnlyMemory<byte> envelope, Descriptor subject)
    {
        try
        {
            var parsed = NotationEnvelope.Parse(envelope);
            return Check(parsed, ReadIntact(parsed, subject, []));
        }
        catch (OciException problem) when (problem.Code == OciErrorCode.MalformedContent)
        {
            return new NotationCheck(Signed: null, [(NotationStep.Integrity, problem.Message)]);
        }
        catch (Exception problem) when (IsDamagedCertificate(problem))
        {
            return new NotationCheck(Signed: null, [(NotationStep.Integrity, "a certificate of it cannot be decoded")]);
        }
    }

    /// <summary>
    /// Whether .NET fails in this way for a certificate that it has loaded: it decodes names and dates when they are asked for.
    /// </summary>
    internal static bool IsDamagedCertificate(Exception problem) =>
        problem is CryptographicException or AsnContentException or ArgumentException or InvalidOperationException;

    private NotationCheck Check(NotationEnvelope parsed, NotationSignature signed)
    {
        var (timeProblem, stamp) = CheckTime(signed, parsed);
        List<(NotationStep Step, string Problem)> failures = [];
        Add(NotationStep.Authenticity, ProblemOfSigner(signed));
        Add(NotationStep.Expiry, signed.Header.Expiry is { } expiry && time.GetUtcNow() >= expiry
            ? $"The signature has expired at {Rfc3339.Format(expiry)}."
            : null);
        Add(NotationStep.AuthenticTimestamp, timeProblem);
        return new NotationCheck(signed with { Stamp = stamp }, failures);

        void Add(NotationStep step, string? problem)
        {
            if (problem is not null) failures.Add((step, problem));
        }
    }

    /// <summary>Reads an envelope after its integrity was verified: its form, its certificates, its signature and its subject.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="subject">The descriptor of the manifest that has to be signed.</param>
    /// <param name="understood">Critical headers that the caller understands, in addition to those of the specification.</param>
    /// <exception cref="OciException">The integrity is not given (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static NotationSignature ReadIntact(NotationEnvelope envelope, Descriptor subject, IReadOnlyList<string> understood)
    {
        var header = envelope.ReadHeader(understood);
        if (CertificateChain.ProblemOf(envelope.Chain, CertificatePurpose.CodeSigning) is { } problem) throw Broken(problem);
        var key = CertificateChain.KeyOf(envelope.Chain[0]);
        var algorithm = JwsAlgorithm.Of(key);
        if (algorithm?.Name != header.Algorithm)
        {
            throw Broken($"The algorithm of the signature is {header.Algorithm}, and that of its certificate {algorithm?.Name ?? "none"}.");
        }

        if (!key.Verify(envelope.SignedBytes, envelope.Signature.Span, algorithm.Scheme))
        {
            throw Broken($"The signature was not made with the key of '{envelope.Chain[0].Subject}', or what it signs has changed.");
        }

        var target = envelope.ReadPayload();
        return (target.MediaType, target.Digest, target.Size) == (subject.MediaType, subject.Digest, subject.Size)
            ? new NotationSignature(target, header, envelope.Chain)
            : throw Broken(
                $"The signature is for {target.MediaType} {target.Digest} with {target.Size} bytes, "
                + $"not for {subject.MediaType} {subject.Digest} with {subject.Size} bytes.");
    }

    private static OciException Broken(string problem) => new(OciErrorCode.MalformedContent, ForeignText.OneLine(problem));

    private string? ProblemOfSigner(NotationSignature signed)
    {
        var trusted = signed.Header.IsOfAuthority ? trust.SigningAuthorities : trust.Authorities;
        var isTrusted = signed.Chain.Any(certificate => CertificateOrder.Has(trusted, certificate));
        if (!isTrusted) return $"The certificate of '{signed.Signer}' leads to no trusted authority.";
        return trust.Identities is null || trust.Identities.Any(one => one.Matches(signed.Chain[0].SubjectName))
            ? null
            : $"'{signed.Signer}' is none of the trusted identities.";
    }

    private (string? Problem, VerifiedTimestamp? Stamp) CheckTime(NotationSignature signed, NotationEnvelope envelope)
    {
        if (signed.Header.IsOfAuthority) return (CertificateChain.ProblemAt(signed.Chain, signed.Header.SigningTime), null);
        var expired = CertificateChain.ProblemAt(signed.Chain, time.GetUtcNow());
        if (trust.TimestampAuthorities.Count == 0 || (trust.StampsAfterExpiryOnly && expired is null)) return (expired, null);
        if (envelope.Timestamp is not { } token) return ("The signature has no time stamp, which is required here.", null);
        var stamp = TimestampToken.Verify(token.Span, envelope.Signature.Span, trust.TimestampAuthorities);
        return stamp.Problem.Length > 0
            ? ($"The time stamp of the signature does not count: {stamp.Problem}.", null)
            : (CertificateChain.ProblemAt(signed.Chain, stamp.From) ?? CertificateChain.ProblemAt(signed.Chain, stamp.To), stamp);
    }
}

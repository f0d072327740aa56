using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Notation;
using OciArtifacts.Core.SupplyChain.Verification;
using PublicKey = OciArtifacts.Core.SupplyChain.Keys.PublicKey;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>
/// The signatures and attestations that published content has by one key already, so that signing it again adds nothing. Each is
/// verified with the key: what only looks like a signature does not count. Content that was made here alone has none.
/// </summary>
/// <param name="key">The key.</param>
/// <param name="chain">The certificates of the key. A signature with others, such as an expired one, is another signature.</param>
internal sealed class KnownSignatures(PublicKey key, IReadOnlyList<X509Certificate2> chain)
{
    /// <summary>Whether a signature of Notation counts only with a time stamp. The default is that it counts without.</summary>
    internal bool NeedsTimestamp { get; init; }

    private readonly Dictionary<Digest, List<Evidence>> _found = [];

    /// <summary>Whether the subject has such a signature, or such an attestation of the statement.</summary>
    /// <param name="subject">The subject. The stores of its artifact are asked.</param>
    /// <param name="format">The format.</param>
    /// <param name="statement">The bytes of the statement; <see langword="null"/> for a signature.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OciException">A store cannot be read.</exception>
    internal async Task<bool> HasAsync(ReferrerSubject subject, SignatureFormat format, byte[]? statement, CancellationToken cancellation)
    {
        var content = subject.Content;
        if (!_found.TryGetValue(content.Digest, out var evidence))
        {
            evidence = _found[content.Digest] = [];
            foreach (var store in subject.Artifact.ReferrerSources)
            {
                var collector = new EvidenceCollector(store, content.Digest);
                evidence.AddRange((await collector.CollectAsync(withTags: true, cancellation).ConfigureAwait(false)).All);
            }
        }

        return evidence.Exists(one => one.Format == format && one.Problem.Length == 0 && Is(one, content, statement));
    }

    private bool Is(Evidence evidence, Descriptor subject, byte[]? statement)
    {
        switch (evidence.Format)
        {
            case SignatureFormat.CosignSignature:
                return CosignSignature.Verify(evidence.Layer!, evidence.Content, subject.Digest, key).IsValid;
            case SignatureFormat.CosignAttestation:
                var attested = CosignAttestation.Verify(evidence.Content, subject.Digest, key);
                return attested.IsValid && attested.Signed.ToBytes().AsSpan().SequenceEqual(statement);
            case SignatureFormat.SigstoreBundle:
                var bundle = BundleReferrer.Verify(evidence.Content, subject.Digest, key);
                if (!bundle.IsValid) return false;
                return statement is null
                    ? bundle.Signed.IsSignature
                    : bundle.Signed.Statement?.ToBytes().AsSpan().SequenceEqual(statement) == true;
            default:
                return IsNotation(evidence.Content, subject);
        }
    }

    private bool IsNotation(ReadOnlyMemory<byte> envelope, Descriptor subject)
    {
        try
        {
            var parsed = NotationEnvelope.Parse(envelope);
            var signed = NotationVerifier.ReadIntact(parsed, subject, []);
            return signed.Chain.Select(Encoded).SequenceEqual(chain.Select(Encoded), StringComparer.Ordinal)
                && (!NeedsTimestamp || HasTimestamp(parsed));
        }
        catch (Exception problem) when (
            problem is OciException { Code: OciErrorCode.MalformedContent } || NotationVerifier.IsDamagedCertificate(problem))
        {
            return false;
        }
    }

    private static string Encoded(X509Certificate2 certificate) => Digest.Sha256(certificate.RawDataMemory.Span).ToString();

    // The token may be of any server: whoever can write to the registry can put one into the envelope, and so keep this job from making
    // a signature with a token of its own. Verifiers refuse that token.
    private static bool HasTimestamp(NotationEnvelope envelope) =>
        envelope.Timestamp is { } token && TimestampToken.Verify(token.Span, envelope.Signature.Span, []).Problem.Length == 0;
}

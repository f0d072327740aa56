using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>Signs manifests and indexes as the Notary Project specifies.</summary>
/// <param name="signer">Signs the bytes.</param>
/// <param name="time">The clock of the signing time.</param>
internal sealed class NotationSigner(IEnvelopeSigner signer, TimeProvider time)
{
    private static readonly string Version = typeof(NotationSigner).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>The server that stamps the signature with its time. The default is none.</summary>
    internal TimestampClient? Timestamps { get; init; }

    /// <summary>Signs a manifest or an index.</summary>
    /// <param name="subject">Its descriptor.</param>
    /// <param name="imageSpec">The form of the signature's manifest.</param>
    /// <param name="cancellation">Stops the signing.</param>
    /// <returns>The plan of the referrer.</returns>
    /// <exception cref="OciException">
    /// The certificates break a rule (<see cref="OciErrorCode.InvalidCertificateChain"/>), or there is no time stamp
    /// (<see cref="OciErrorCode.TimestampFailed"/>).
    /// </exception>
    internal async Task<ManifestPlan> PlanAsync(Descriptor subject, ImageSpecVersion imageSpec, CancellationToken cancellation) =>
        NotationReferrer.Plan(await SignAsync(subject, cancellation).ConfigureAwait(false), imageSpec);

    /// <summary>Makes the envelope.</summary>
    /// <inheritdoc cref="PlanAsync"/>
    internal async Task<NotationEnvelope> SignAsync(Descriptor subject, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var algorithm = await signer.AlgorithmAsync(cancellation).ConfigureAwait(false);
        var header = new NotationHeader(algorithm.Name, NotationNames.X509Scheme, now);
        var (encoded, payload) = NotationEnvelope.Encode(header.ToBytes(), NotationPayload.ToBytes(subject));
        var unsigned = new NotationEnvelope(encoded, payload, default, []);
        var (signature, chain) = await signer.SignAsync(unsigned.SignedBytes, cancellation).ConfigureAwait(false);
        var problem = CertificateChain.ProblemOf(chain, CertificatePurpose.CodeSigning) ?? CertificateChain.ProblemAt(chain, now);
        if (problem is not null)
        {
            throw new OciException(
                OciErrorCode.InvalidCertificateChain,
                $"{problem} A Notation signature needs the certificates from that of the key to a self-signed root.")
            {
                Remedy = Remedy.SigningCertificates,
            };
        }

        var token = Timestamps is null
            ? (ReadOnlyMemory<byte>?)null
            : await Timestamps.StampAsync(signature, algorithm.Hash, cancellation).ConfigureAwait(false);
        return unsigned with { Signature = signature, Chain = chain, Timestamp = token, Agent = $"ociartifacts/{Version}" };
    }
}

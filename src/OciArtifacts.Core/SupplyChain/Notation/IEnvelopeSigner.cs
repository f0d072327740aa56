using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>Signs the bytes of an envelope: with a key that is here, or by a program.</summary>
internal interface IEnvelopeSigner
{
    /// <summary>The algorithm of the key, which stands in the header that is signed.</summary>
    Task<JwsAlgorithm> AlgorithmAsync(CancellationToken cancellation);

    /// <summary>Signs the bytes.</summary>
    /// <returns>The signature, and the certificates from that of the key to the root.</returns>
    Task<(byte[] Signature, IReadOnlyList<X509Certificate2> Chain)> SignAsync(byte[] data, CancellationToken cancellation);
}

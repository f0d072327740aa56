using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>Signs envelopes with a key that is here.</summary>
internal sealed class KeyEnvelopeSigner(SigningKey key) : IEnvelopeSigner
{
    /// <exception cref="OciException">The Notary Project has no algorithm for the key (<see cref="OciErrorCode.InvalidKey"/>).</exception>
    public Task<JwsAlgorithm> AlgorithmAsync(CancellationToken cancellation) => Task.FromResult(Algorithm);

    public Task<(byte[] Signature, IReadOnlyList<X509Certificate2> Chain)> SignAsync(byte[] data, CancellationToken cancellation) =>
        Task.FromResult((key.Sign(data, Algorithm.Scheme), key.Chain));

    private JwsAlgorithm Algorithm => JwsAlgorithm.Of(key.PublicKey) ?? throw new OciException(
        OciErrorCode.InvalidKey,
        $"The signing key is RSA with {key.PublicKey.Bits} bits, and a Notation signature needs 2048, 3072 or 4096. Use another key.");
}

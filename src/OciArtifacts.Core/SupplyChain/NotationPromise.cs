using System.Security.Cryptography;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>Promises signatures of the Notary Project.</summary>
/// <param name="signer">Makes the signatures.</param>
/// <param name="key">The key of the signer.</param>
/// <param name="timestampServer">The server for time stamps, or <see langword="null"/>.</param>
/// <param name="imageSpec">The form of the manifests.</param>
internal sealed class NotationPromise(NotationSigner signer, SigningKey key, Uri? timestampServer, ImageSpecVersion imageSpec)
{
    // The same key can get another certificate.
    private string ProducerKey => string.Join(
        ' ', [$"notation {key.PublicKey.Id} {imageSpec} {timestampServer}", .. key.Chain.Select(certificate => certificate.GetCertHashString(HashAlgorithmName.SHA256))]);

    /// <summary>Promises the signature of each subject.</summary>
    internal ReferrerPromise Of(ReferrerSelector selector)
    {
        async Task<ArtifactPart?> ProduceAsync(ReferrerSubject subject, CancellationToken cancellation) =>
            ArtifactPart.Of(await signer.PlanAsync(subject.Content, imageSpec, cancellation).ConfigureAwait(false));
        return new ReferrerPromise(NotationNames.ArtifactType, ProduceAsync) { Selector = selector, ProducerKey = ProducerKey };
    }
}

using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Notation;
using OciArtifacts.Core.SupplyChain.Verification;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>Promises signatures of the Notary Project.</summary>
/// <param name="planAsync">Makes the signature of a subject.</param>
/// <param name="key">A key of the signer and of all that it uses. It is not secret.</param>
/// <param name="imageSpec">The form of the manifests.</param>
internal sealed class NotationPromise(
    Func<Descriptor, ImageSpecVersion, CancellationToken, Task<ManifestPlan>> planAsync, string key, ImageSpecVersion imageSpec)
{
    /// <summary>What the subjects have already: it is not made again. The default is nothing.</summary>
    internal KnownSignatures? Known { get; init; }

    /// <summary>Promises the signature of each subject.</summary>
    internal ReferrerPromise Of(ReferrerSelector selector)
    {
        async Task<ArtifactPart?> ProduceAsync(ReferrerSubject subject, CancellationToken cancellation)
        {
            var isKnown = Known is not null
                && await Known.HasAsync(subject, SignatureFormat.Notation, statement: null, cancellation).ConfigureAwait(false);
            return isKnown ? null : ArtifactPart.Of(await planAsync(subject.Content, imageSpec, cancellation).ConfigureAwait(false));
        }

        return new ReferrerPromise(NotationNames.ArtifactType, ProduceAsync)
        {
            Selector = selector,
            ProducerKey = $"notation {imageSpec} {key}",
        };
    }
}

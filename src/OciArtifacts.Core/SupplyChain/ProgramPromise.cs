using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Signers;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>Promises signatures of a program of the user. Only the program knows their type.</summary>
internal static class ProgramPromise
{
    /// <summary>Promises the signature of each subject.</summary>
    /// <param name="program">The program, an absolute path.</param>
    /// <param name="selector">The subjects.</param>
    internal static ReferrerPromise Of(string program, ReferrerSelector selector)
    {
        var signer = new ExternalSigner(program);
        async Task<ArtifactPart?> ProduceAsync(ReferrerSubject subject, CancellationToken cancellation) =>
            ArtifactPart.Of(await signer.SignAsync(subject.Content, cancellation).ConfigureAwait(false));
        return new ReferrerPromise("", ProduceAsync) { Selector = selector, ProducerKey = $"signer {program}" };
    }
}

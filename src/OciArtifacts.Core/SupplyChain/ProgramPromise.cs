using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Signers;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>Promises signatures of a program of the user. Only the program knows their type.</summary>
internal static class ProgramPromise
{
    /// <summary>Promises the signature of each subject. A program whose file has changed is another producer.</summary>
    /// <param name="program">The program, an absolute path.</param>
    /// <param name="selector">The subjects.</param>
    /// <exception cref="OciException">The file of the program cannot be read.</exception>
    internal static ReferrerPromise Of(string program, ReferrerSelector selector)
    {
        var signer = new ExternalSigner(program);
        async Task<ArtifactPart?> ProduceAsync(ReferrerSubject subject, CancellationToken cancellation) =>
            ArtifactPart.Of(await signer.SignAsync(subject.Content, cancellation).ConfigureAwait(false));
        return new ReferrerPromise("", ProduceAsync) { Selector = selector, ProducerKey = $"signer {program} {DigestOf(program)}" };
    }

    private static Digest DigestOf(string program)
    {
        using var file = RegularFile.OpenStream(program, "The signer");
        try
        {
            return ContentHasher.DigestOf(file);
        }
        catch (IOException problem)
        {
            throw FileProblem.Of(program, "The signer", problem);
        }
    }
}

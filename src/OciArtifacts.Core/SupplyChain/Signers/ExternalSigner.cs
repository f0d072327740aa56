using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.SupplyChain.Signers;

/// <summary>
/// Signs with a program of the user. The program gets the descriptor of the subject as JSON on its standard input, and writes an
/// image layout with the signature, an artifact with that subject, as a tar archive to its standard output.
/// </summary>
/// <param name="path">The absolute path of the program.</param>
internal sealed class ExternalSigner(string path)
{
    /// <summary>The time that one signature may take. The default is five minutes.</summary>
    internal TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most bytes of an answer. The default is 16 MiB.</summary>
    internal int LargestAnswer { get; init; } = 16 * 1024 * 1024;

    /// <summary>Signs a manifest or an index.</summary>
    /// <returns>The signature with all of its content. Its subject is the given one.</returns>
    /// <exception cref="OciException">
    /// The program fails, or its answer is no such signature (<see cref="OciErrorCode.SignerFailed"/>).
    /// </exception>
    internal async Task<PackedArtifact> SignAsync(Descriptor subject, CancellationToken cancellation)
    {
        var program = new SignerProgram("The signer", path) { TimeLimit = TimeLimit, LargestAnswer = LargestAnswer };
        var answer = await program.RunAsync([], Question(subject), _ => null, cancellation).ConfigureAwait(false);
        try
        {
            return SignedLayout.Read(answer).FindReferrer(subject.Digest);
        }
        catch (OciException problem) when (problem.Code == OciErrorCode.MalformedContent)
        {
            throw program.Failed($"does not sign {subject.Digest}. {problem.Message}", problem);
        }
    }

    private static byte[] Question(Descriptor subject) => OciJson.ToBytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("mediaType", subject.MediaType);
        json.WriteString("digest", subject.Digest.ToString());
        json.WriteNumber("size", subject.Size);
        json.WriteEndObject();
    });
}

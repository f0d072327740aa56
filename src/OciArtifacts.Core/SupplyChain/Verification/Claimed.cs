using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Dsse;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>
/// What evidence says before it is verified. It tells what the evidence is for, or that it is refused, and never that it counts.
/// </summary>
internal static class Claimed
{
    /// <summary>The statement in an attestation or a bundle, or <see langword="null"/> if there is none.</summary>
    internal static InTotoStatement? Of(Evidence one) => Read(() =>
    {
        var envelope = one.Format == SignatureFormat.SigstoreBundle
            ? SigstoreBundle.Parse(one.Content).Envelope
            : DsseEnvelope.Parse(one.Content);
        return envelope is null ? null : InTotoStatement.Parse(envelope.Payload);
    });

    /// <summary>Whether the evidence claims to be about the subject.</summary>
    internal static bool IsAbout(Evidence one, Digest subject) => one.Format == SignatureFormat.CosignSignature
        ? Read(() => SimpleSigning.Parse(one.Content))?.ManifestDigest == subject
        : Of(one)?.IsAbout(subject) == true;

    private static T? Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (OciException problem) when (problem.Code == OciErrorCode.MalformedContent)
        {
            return null;
        }
    }
}

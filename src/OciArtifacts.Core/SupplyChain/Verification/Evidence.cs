using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>A signature or an attestation as it was found, not verified.</summary>
/// <param name="Format">Its form.</param>
/// <param name="Manifest">The manifest that has it.</param>
internal sealed record Evidence(SignatureFormat Format, Digest Manifest)
{
    /// <summary>The layer that has it.</summary>
    internal Descriptor? Layer { get; init; }

    /// <summary>The whole manifest.</summary>
    internal Manifest? Whole { get; init; }

    /// <summary>The content of the layer. It has the digest of the layer.</summary>
    internal ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Why it cannot be used, as a part of a sentence; empty if it can.</summary>
    internal string Problem { get; init; } = "";

    /// <summary>A finding that refuses the evidence.</summary>
    internal SignatureFinding Refused(params IReadOnlyList<string> problems) =>
        new(Format, Manifest, IsAccepted: false) { Problems = problems };
}

using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>A signature or a signed attestation that was found, and what became of it.</summary>
/// <param name="Format">Its form.</param>
/// <param name="Manifest">The digest of the manifest that has it.</param>
/// <param name="IsAccepted">Whether it counts.</param>
public sealed record SignatureFinding(SignatureFormat Format, Digest Manifest, bool IsAccepted)
{
    /// <summary>
    /// The signer: the subject of the certificate, or the file of the key as the policy names it; <see langword="null"/> if no
    /// trusted signer made it.
    /// </summary>
    public string? Signer { get; init => field = value is null ? null : ForeignText.OneLine(value); }

    /// <summary>
    /// The sha256 digest of the certificate or of the public key, both in DER; <see langword="null"/> if no trusted signer made it.
    /// </summary>
    public Digest? KeyId { get; init; }

    /// <summary>
    /// When it was made: as a verified time stamp says, or else as the signer says; <see langword="null"/> if nobody says.
    /// </summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Whether a trusted time stamp authority says <see cref="SignedAt"/>.</summary>
    public bool HasTimestamp { get; init; }

    /// <summary>The predicate type of an attestation that was accepted.</summary>
    public string? PredicateType { get; init; }

    /// <summary>Why it was refused, or what a policy that is not strict only reports. Each is a part of a sentence.</summary>
    public IReadOnlyList<string> Problems { get; init => field = [.. value.Select(ForeignText.OneLine)]; } = [];

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        var who = Signer is null ? "" : $" by {Signer}{(KeyId is { } key ? $" ({key})" : "")}";
        var when = SignedAt is { } time ? $" at {time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}{(HasTimestamp ? ", with a time stamp" : "")}" : "";
        var why = Problems.Count > 0 ? $": {string.Join("; ", Problems)}" : "";
        return $"{Name} {Manifest} {(IsAccepted ? "accepted" : "refused")}{who}{when}{why}";
    }

    private string Name => Format switch
    {
        SignatureFormat.Notation => "Notation signature",
        SignatureFormat.SigstoreBundle => "Sigstore bundle",
        SignatureFormat.CosignSignature => "cosign signature",
        _ => "cosign attestation",
    };
}

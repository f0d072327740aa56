namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>One demand of a trust policy, and whether the artifact meets it.</summary>
/// <param name="Kind">What is demanded.</param>
/// <param name="Wanted">What is demanded, for people, such as "a signature by one of the keys release.pub".</param>
/// <param name="IsMet">Whether the artifact meets it.</param>
public sealed record VerificationDemand(DemandKind Kind, string Wanted, bool IsMet)
{
    /// <summary>Why the demand is not met, as a part of a sentence; empty if it is met.</summary>
    public string Problem { get; init; } = "";

    /// <summary>The signatures that were looked at, those that count first.</summary>
    public IReadOnlyList<SignatureFinding> Signatures { get; init; } = [];

    internal static VerificationDemand Met(DemandKind kind, string wanted) => new(kind, wanted, IsMet: true);

    internal static VerificationDemand Failed(DemandKind kind, string wanted, string problem) =>
        new(kind, wanted, IsMet: false) { Problem = ForeignText.OneLine(problem) };

    /// <summary>A demand for a signature. It is met if one of the signatures counts, whatever the others are.</summary>
    /// <param name="kind">What is demanded.</param>
    /// <param name="wanted">What is demanded, for people.</param>
    /// <param name="signatures">The signatures that were found.</param>
    /// <param name="nothing">What is said if none was found.</param>
    /// <param name="limits">What is said behind it if there may be more.</param>
    internal static VerificationDemand OfSignatures(
        DemandKind kind, string wanted, IReadOnlyList<SignatureFinding> signatures, string nothing, string limits)
    {
        var isMet = signatures.Any(one => one.IsAccepted);
        return new VerificationDemand(kind, wanted, isMet)
        {
            Problem = isMet ? ""
                : (signatures.Count == 0 ? nothing : $"none of {signatures.Count} counts ({Reasons(signatures)})") + limits,
            Signatures = [.. signatures.OrderBy(one => !one.IsAccepted)],
        };
    }

    private static string Reasons(IReadOnlyList<SignatureFinding> signatures) =>
        string.Join("; ", signatures.SelectMany(one => one.Problems).Distinct(StringComparer.Ordinal).Take(MostReasons));

    private const int MostReasons = 3;
}

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>The outcome of the verification of a Notation signature.</summary>
/// <param name="Signed">What the signature says; <see langword="null"/> if its integrity is not given.</param>
/// <param name="Failures">The steps that failed, each with its reason as a sentence.</param>
internal sealed record NotationCheck(NotationSignature? Signed, IReadOnlyList<(NotationStep Step, string Problem)> Failures)
{
    /// <summary>Whether no step failed.</summary>
    internal bool IsValid => Failures.Count == 0;
}

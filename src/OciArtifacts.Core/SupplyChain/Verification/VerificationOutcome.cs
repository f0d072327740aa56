using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>What a verification found: each demand of the policy, and who signed what with which key.</summary>
/// <param name="Subject">The manifest or the index that was verified.</param>
/// <param name="Repository">Its repository, <c>registry/repository</c>.</param>
/// <param name="Policy">The name of the policy for the repository, or <see langword="null"/> if there is none.</param>
/// <param name="Demands">The demands of the policy. There is at least one.</param>
public sealed record VerificationOutcome(
    Descriptor Subject, string Repository, string? Policy, IReadOnlyList<VerificationDemand> Demands)
{
    /// <summary>The outcomes of the entries of an index, if they were verified too.</summary>
    public IReadOnlyList<VerificationOutcome> Entries { get; init; } = [];

    /// <summary>Whether the artifact meets each demand, and so does each entry that was verified.</summary>
    public bool IsTrusted => Demands.Count > 0 && Demands.All(demand => demand.IsMet) && Entries.All(entry => entry.IsTrusted);

    /// <summary>All signatures that count, those of entries too.</summary>
    public IEnumerable<SignatureFinding> AcceptedSignatures => Demands.SelectMany(demand => demand.Signatures)
        .Where(signature => signature.IsAccepted)
        .Concat(Entries.SelectMany(entry => entry.AcceptedSignatures));

    /// <summary>Fails unless the artifact is trusted.</summary>
    /// <exception cref="OciException">A demand is not met (<see cref="OciErrorCode.NotTrusted"/>). The message names each.</exception>
    public void EnsureTrusted()
    {
        if (IsTrusted) return;
        var by = Policy is null ? "the trust policy" : $"the trust policy '{Policy}'";
        var failed = Entries.Prepend(this).SelectMany(one => one.Failures());
        throw new OciException(
            OciErrorCode.NotTrusted,
            $"{Repository}@{Subject.Digest} is not trusted by {by}: {string.Join("; ", failed)}. "
            + "Do not use it before you know why.");
    }

    private IEnumerable<string> Failures() => Demands.Where(demand => !demand.IsMet)
        .Select(demand => $"wanted for {Subject.Digest} is {demand.Wanted}, but {demand.Problem}");
}

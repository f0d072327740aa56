namespace OciArtifacts.Benchmarks.Cases;

internal sealed class UnchangedSelfContained : UnchangedAgainstContainer
{
    internal override string Name => "selfcontained";

    private protected override string Case => "self-contained";

    private protected override (double Must, double Aim) Goal => (1 / 20.0, 1 / 60.0);

    private protected override SampleProject App(Bench bench, string name) => Apps.SelfContained(bench, name);
}

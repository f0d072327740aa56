namespace OciArtifacts.Benchmarks.Cases;

internal sealed class UnchangedWeb : UnchangedAgainstContainer
{
    internal override string Name => "web";

    private protected override string Case => "Web app";

    private protected override (double Must, double Aim) Goal => (1 / 12.0, 1 / 30.0);

    private protected override SampleProject App(Bench bench, string name) => Apps.Web(bench, name);
}

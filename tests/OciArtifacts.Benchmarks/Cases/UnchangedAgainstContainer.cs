namespace OciArtifacts.Benchmarks.Cases;

/// <summary>What an unchanged publish costs more than one without an artifact, against what the SDK's container costs more.</summary>
internal abstract class UnchangedAgainstContainer : Benchmark
{
    private protected abstract string Case { get; }

    private protected abstract (double Must, double Aim) Goal { get; }

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync();
        var (plain, ours, container) = (App(bench, "plain"), App(bench, "ours"), App(bench, "container"));
        var times = await bench.MeasureOftenAsync(
            new Step("without", plain.WithoutAsync),
            new Step("with us", () => ours.ToAsync(registry.Host)),
            new Step("container", () => container.ContainerToAsync(registry.Host)));
        var (added, containers) = (times[1].Minus(times[0]), times[2].Minus(times[0]));
        return
        [
            new Row(
                $"{Case}, nothing changed: our added / PublishContainer's added",
                added.Median / containers.Median,
                Goal.Must,
                Goal.Aim,
                $"{added} / {containers}"),
        ];
    }

    private protected abstract SampleProject App(Bench bench, string name);
}

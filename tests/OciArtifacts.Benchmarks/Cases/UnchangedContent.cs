namespace OciArtifacts.Benchmarks.Cases;

/// <summary>Ten thousand content files, nothing changed.</summary>
internal sealed class UnchangedContent : Benchmark
{
    internal override string Name => "content";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync();
        var app = Apps.Content(bench, "content", 10_000);
        var times = await bench.MeasureAsync(new Step("without", app.WithoutAsync), new Step("with", () => app.ToAsync(registry.Host)));
        var ratio = times[1].Median / times[0].Median;
        return [new Row("10,000 content files, nothing changed: with / without", ratio, 1.06, 1.03, $"{times[1]} / {times[0]}")];
    }
}

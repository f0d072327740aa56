namespace OciArtifacts.Benchmarks.Cases;

/// <summary>A console app, nothing changed: the whole publish with an artifact and without.</summary>
internal sealed class UnchangedConsole : Benchmark
{
    internal override string Name => "console";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync();
        var app = Apps.Console(bench, "console");
        var times = await bench.MeasureOftenAsync(
            new Step("without", app.WithoutAsync),
            new Step("with", () => app.ToAsync(registry.Host)) { Prepare = _ => Task.Run(registry.ClearRequests) });
        var (bytes, requests) = (registry.BytesUploaded(), registry.Requests.Count);
        await app.ToAsync(registry.Host, "-p:OciArtifactSkipPushIfUnchanged=true");
        registry.ClearRequests();
        await app.ToAsync(registry.Host, "-p:OciArtifactSkipPushIfUnchanged=true");
        return
        [
            new Row(
                "console, nothing changed: whole publish with us / without",
                times[1].Median / times[0].Median,
                1.08,
                1.02,
                $"{times[1]} / {times[0]}"),
            new Row("nothing changed: bytes uploaded", bytes, 0, 0, "exact"),
            new Row("nothing changed: requests a tag", requests, 1, 1, "exact"),
            new Row("nothing changed, OciArtifactSkipPushIfUnchanged: requests", registry.Requests.Count, 0, 0, "exact"),
        ];
    }
}

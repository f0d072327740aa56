namespace OciArtifacts.Benchmarks.Cases;

/// <summary>One changed line of a self-contained app.</summary>
internal sealed class OneLine : Benchmark
{
    internal override string Name => "oneline";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync();
        await using var containers = await Registries.CountingAsync();
        var (plain, ours) = (Apps.SelfContained(bench, "plain"), Apps.SelfContained(bench, "ours"));
        var container = Apps.SelfContained(bench, "container");
        var times = await bench.MeasureOftenAsync(
            Step("without", plain, plain.WithoutAsync, () => { }),
            Step("with us", ours, () => ours.ToAsync(registry.Host), registry.ClearRequests),
            Step("container", container, () => container.ContainerToAsync(containers.Host), containers.ClearRequests));
        var (added, containersAdded) = (times[1].Minus(times[0]), times[2].Minus(times[0]));
        var (bytes, containersBytes) = (registry.BytesUploaded(), containers.BytesUploaded());
        return
        [
            new Row(
                "one source line, self-contained: bytes uploaded by us / by PublishContainer",
                (double)bytes / containersBytes,
                1 / 100.0,
                1 / 800.0,
                $"{bytes} / {containersBytes}"),
            new Row(
                "same: our added / PublishContainer's added",
                added.Median / containersAdded.Median,
                1 / 10.0,
                1 / 40.0,
                $"{added} / {containersAdded}"),
        ];
    }

    private static Step Step(string name, SampleProject app, Func<Task> run, Action before) => new(name, run)
    {
        Prepare = round => Task.Run(() =>
        {
            app.ChangeLine(round);
            before();
        }),
    };
}

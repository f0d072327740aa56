using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks.Cases;

/// <summary>One index of two runtimes of a self-contained app, against one runtime, separate publishes, and the SDK's containers.</summary>
internal sealed class Index : Benchmark
{
    internal override string Name => "index";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync();
        await using var indexes = await Registries.CountingAsync();
        await using var containers = await Registries.CountingAsync();
        BaseImage.PutIndexInto(containers);
        var (unchanged, first) = (Apps.OfTwoRuntimes(bench, "unchanged"), Apps.OfTwoRuntimes(bench, "first"));
        var (separate, container) = (Apps.OfTwoRuntimes(bench, "separate"), Apps.OfTwoRuntimes(bench, "container"));
        var times = await bench.MeasureAsync(
            new Step(
                "one runtime, nothing changed",
                () => unchanged.ToAsync(registry.Host, "-r", Apps.Runtimes[0], "-p:OciArtifactTags=one")),
            new Step("index, nothing changed", () => unchanged.ToAsync(registry.Host)) { Prepare = Clear(registry) },
            new Step("index, first", () => first.ToAsync(indexes.Host)) { Prepare = Fresh(first, indexes) },
            new Step("separate, first", () => SeparateAsync(separate, registry.Host)) { Prepare = Fresh(separate, registry) },
            new Step("container, first", () => container.ContainersToAsync(containers.Host))
            {
                Prepare = FreshContainer(container, containers),
            });
        return
        [
            RowOf("two runtimes, nothing changed: whole publish of the index / of one", times[1], times[0]),
            RowOf("two runtimes, first: whole publish of the index / two publishes", times[2], times[3]),
            RowOf("two runtimes, first: whole publish of the index / PublishContainer", times[2], times[4]),
            new Row(
                "two runtimes, first: bytes uploaded by us / by PublishContainer",
                (double)indexes.BytesUploaded() / containers.BytesUploaded(),
                $"{indexes.BytesUploaded()} / {containers.BytesUploaded()}"),
        ];
    }

    private static Row RowOf(string name, Times index, Times other) => new(name, index.Median / other.Median, $"{index} / {other}");

    private static async Task SeparateAsync(SampleProject app, string registry)
    {
        foreach (var runtime in Apps.Runtimes) await app.ToAsync(registry, "-r", runtime, $"-p:OciArtifactTags={runtime}");
    }

    private static Func<int, Task> Clear(TestRegistry registry) => _ => Task.Run(registry.ClearRequests);

    private static Func<int, Task> Fresh(SampleProject app, TestRegistry registry) => _ => Task.Run(() =>
    {
        app.ForgetBuild();
        registry.Forget();
        registry.ClearRequests();
    });

    private static Func<int, Task> FreshContainer(SampleProject app, TestRegistry registry) => _ => Task.Run(() =>
    {
        app.ForgetBuild();
        registry.Forget();
        registry.ClearRequests();
        BaseImage.PutIndexInto(registry);
    });
}

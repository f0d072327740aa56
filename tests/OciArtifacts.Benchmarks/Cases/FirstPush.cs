using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks.Cases;

/// <summary>The first push of a self-contained app that is built already.</summary>
internal sealed class FirstPush : Benchmark
{
    internal override string Name => "first";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync();
        await using var containers = await Registries.CountingAsync();
        var (plain, container) = (Apps.SelfContained(bench, "plain"), Apps.SelfContained(bench, "container"));
        var (gzip, zstd) = (Apps.SelfContained(bench, "gzip"), Apps.SelfContained(bench, "zstd"));
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        Step First(string name, SampleProject app, TestRegistry at, Func<Task> run) => new(
            name,
            async () =>
            {
                await run();
                sizes[name] = at.BytesUploaded();
            })
        {
            Prepare = _ => Task.Run(() =>
            {
                app.ForgetArtifact();
                at.ForgetArtifacts();
            }),
        };
        var layout = bench.Work["layout"];
        await gzip.PublishAsync($"-p:OciArtifactLayoutDirectory={layout}", "-p:OciArtifactTags=1");
        var times = await bench.MeasureAsync(
            new Step("without", plain.WithoutAsync),
            First("gzip", gzip, registry, () => gzip.ToAsync(registry.Host)),
            First("zstd", zstd, registry, () => zstd.ToAsync(registry.Host, "-p:OciArtifactCompression=zstd")),
            First("container", container, containers, () => container.ContainerToAsync(containers.Host)),
            new Step("skopeo", () => Skopeo.CopyAsync(layout, $"{registry.Host}/skopeo:1"))
            {
                Prepare = _ => Task.Run(registry.ForgetArtifacts),
            });
        var added = times.Skip(1).Take(3).Select(time => time.Minus(times[0])).ToList();
        return
        [
            new Row(
                $"first push, self-contained, gzip ({sizes["gzip"]} / {sizes["container"]} bytes): our added / PublishContainer's added",
                added[0].Median / added[2].Median,
                0.5,
                0.25,
                $"{added[0]} / {added[2]}"),
            new Row($"same with zstd ({sizes["zstd"]} bytes)", added[1].Median / added[2].Median, 0.3, 0.15, $"{added[1]} / {added[2]}"),
            new Row(
                "first push, gzip: our added, packing included / whole `skopeo copy` of the packed layout",
                added[0].Median / times[4].Median,
                $"{added[0]} / {times[4]}"),
        ];
    }
}

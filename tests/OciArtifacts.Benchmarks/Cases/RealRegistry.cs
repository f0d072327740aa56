using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks.Cases;

/// <summary>The first push of a self-contained app to docker-registry, which writes and hashes what it gets.</summary>
internal sealed class RealRegistry : Benchmark
{
    internal override string Name => "real";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions(), CancellationToken.None);
        using var client = new HttpClient();
        await BaseImage.PushToAsync(registry.Address, client);
        var (plain, ours) = (Apps.SelfContained(bench, "plain"), Apps.SelfContained(bench, "ours"));
        var container = Apps.SelfContained(bench, "container");
        var round = 0;

        // Repositories of their own: each push is a first one.
        var times = await bench.MeasureAsync(
            new Step("without", plain.WithoutAsync),
            new Step("with us", () => ours.ToAsync(registry.Host, $"-p:OciArtifactRepository=ours{round}")) { Prepare = _ => Next(ours) },
            new Step("container", () => container.ContainerToAsync(registry.Host, $"container{round}")) { Prepare = _ => Next(container) });
        var (added, containers) = (times[1].Minus(times[0]), times[2].Minus(times[0]));
        return
        [
            new Row(
                "docker-registry, first push, self-contained, gzip: our added / PublishContainer's added",
                added.Median / containers.Median,
                $"{added} / {containers}"),
        ];

        Task Next(SampleProject app)
        {
            round++;
            app.ForgetArtifact();
            return Task.CompletedTask;
        }
    }
}

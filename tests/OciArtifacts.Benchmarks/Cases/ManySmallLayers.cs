using System.Globalization;

namespace OciArtifacts.Benchmarks.Cases;

/// <summary>A hundred small layers to a registry that is far away.</summary>
internal sealed class ManySmallLayers : Benchmark
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);

    internal override string Name => "layers";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync(RoundTrip);
        var files = Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}.bin")).ToArray();
        foreach (var file in files) Contents.Random(bench.Work.Write($"layers/{file}", ""), 64 * 1024);
        return
        [
            await AgainstOras.RunAsync(
                bench,
                registry,
                "layers",
                ("100 layers of 64 KiB at a 20 ms round trip: our added / whole `oras push`", 0.5, 0.3),
                "<OciArtifactFile Include=\"*.bin\" />",
                files),
        ];
    }
}

using System.Globalization;

namespace OciArtifacts.Benchmarks.Cases;

/// <summary>Whether what an unchanged publish costs more grows no faster than the number of files.</summary>
internal sealed class Growth : Benchmark
{
    internal override string Name => "growth";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync();
        var added = new List<Times>();
        foreach (var count in (int[])[1_000, 10_000, 100_000])
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"files{count}");
            var app = Apps.Files(bench, name, "<OciArtifactFile Include=\"data\" Layer=\"data\" />");
            for (var i = 0; i < count; i++)
            {
                bench.Work.Write(string.Create(CultureInfo.InvariantCulture, $"{name}/data/{i / 100}/{i}"), "content");
            }

            var times = await bench.MeasureAsync(
                new Step($"{name} without", app.WithoutAsync), new Step($"{name} with", () => app.ToAsync(registry.Host)));
            added.Add(times[1].Minus(times[0]));
        }

        return
        [
            new Row(
                "1,000 → 100,000 files, nothing changed: growth of added time / growth of files",
                added[2].Median / added[0].Median / 100,
                1,
                0.5,
                string.Join("; ", added)),
            new Row("10,000 → 100,000 files: the same", added[2].Median / added[1].Median / 10, 1.1, 1, $"{added[1]}; {added[2]}"),
        ];
    }
}

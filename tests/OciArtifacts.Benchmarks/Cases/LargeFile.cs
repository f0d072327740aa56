namespace OciArtifacts.Benchmarks.Cases;

/// <summary>A gibibyte of random bytes as a raw layer.</summary>
internal sealed class LargeFile : Benchmark
{
    internal override string Name => "large";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync();
        Contents.Random(bench.Work.Write("large/large.bin", ""), 1L << 30);
        return
        [
            await AgainstOras.RunAsync(
                bench,
                registry,
                "large",
                ("1 GiB incompressible file as raw layer: our added / whole `oras push`", 0.9, 0.7),
                "<OciArtifactFile Include=\"large.bin\" />",
                "large.bin"),
        ];
    }
}

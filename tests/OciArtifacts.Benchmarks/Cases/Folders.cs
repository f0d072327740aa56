using System.Globalization;

namespace OciArtifacts.Benchmarks.Cases;

/// <summary>Folders as archives in gzip.</summary>
internal sealed class Folders : Benchmark
{
    internal override string Name => "folders";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync();
        Contents.Assemblies(bench.Work["assemblies/folder"]);
        for (var i = 0; i < 10_000; i++)
        {
            bench.Work.Write(string.Create(CultureInfo.InvariantCulture, $"small/folder/{i / 100}/{i}.txt"), Contents.Text(i));
        }

        return
        [
            await AgainstAsync("assemblies", "105 MB folder as tar+gzip: our added / whole `oras push`"),
            await AgainstAsync("small", "10,000 small files as tar+gzip: our added / whole `oras push`"),
        ];

        Task<Row> AgainstAsync(string name, string what) => AgainstOras.RunAsync(
            bench, registry, name, (what, 0.4, 0.25), "<OciArtifactFile Include=\"folder\" />", "folder");
    }
}

using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks.Cases;

/// <summary>A publish with nothing changed, with bills of materials, provenance and signatures of both formats, and without them.</summary>
internal sealed class Signed : Benchmark
{
    private const int DefaultRounds = 15;

    internal override string Name => "signed";

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var registry = await Registries.CountingAsync();
        await using var plain = await Registries.CountingAsync();
        var files = new SigningFiles();
        string[] signed =
        [
            "-p:OciArtifactSbom=spdx%3Bcyclonedx",
            "-p:OciArtifactProvenance=true",
            "-p:OciArtifactSigningFormat=cosign%3Bnotation",
            $"-p:OciArtifactSigningKeyFile={bench.Work.Write("key.pem", files.Key)}",
            $"-p:OciArtifactSigningCertificateFile={bench.Work.Write("certificate.pem", files.Certificate)}",
        ];
        List<Pair> pairs =
        [
            new("console", Apps.Console(bench, "console"), Apps.Console(bench, "plainconsole")),
            new("web app with packages", Apps.Web(bench, "web"), Apps.Web(bench, "plainweb")),
        ];
        var times = await bench.MeasurePairsAsync(DefaultRounds, [.. pairs.Select(StepsOf)]);
        return
        [
            .. pairs.Zip(times, (pair, both) => new Row(
                $"{pair.Name}, nothing changed: whole publish with SBOM, provenance and signatures / without",
                1 + (both.On.Minus(both.Off).Median / both.Off.Median),
                1.05,
                1.02,
                $"{both.On} / {both.Off}, {both.On.Minus(both.Off).Median:0} ms in pairs")),
            .. pairs.Zip(times, (pair, both) => new Row(
                $"{pair.Name}, the same by the time in the tasks of this package: whole publish without, and what they add / whole publish",
                1 + ((pair.OnTasks.Median - pair.OffTasks.Median) / both.Off.Median),
                1.05,
                1.02,
                $"tasks {pair.OnTasks} / {pair.OffTasks}")),
            new Row("nothing changed, signed: bytes uploaded", registry.BytesUploaded(), 0, 0, "exact"),
            new Row("nothing changed, signed: requests a tag", registry.Requests.Count, 1, 1, "exact"),
        ];

        StepPair StepsOf(Pair pair) => new(
            new Step($"{pair.Name} signed", () => PublishAsync(pair.On, registry, pair.OnTasks, signed)) { Prepare = Clear(registry) },
            new Step($"{pair.Name} plain", () => PublishAsync(pair.Off, plain, pair.OffTasks)) { Prepare = Clear(plain) });
    }

    private static async Task PublishAsync(SampleProject project, TestRegistry to, Times tasks, params string[] more)
    {
        var published = await project.ToAsync(to.Host, [.. TaskTime.Arguments, .. more]);
        tasks.Add(TaskTime.Of(published.Output));
    }

    private static Func<int, Task> Clear(TestRegistry registry) => _ => Task.Run(registry.ClearRequests);

    private sealed record Pair(string Name, SampleProject On, SampleProject Off)
    {
        internal Times OnTasks { get; } = new();

        internal Times OffTasks { get; } = new();
    }
}

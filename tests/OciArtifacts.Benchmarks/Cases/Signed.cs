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
        List<(string Case, StepPair Steps)> cases =
        [
            ("console", Pair(Apps.Console(bench, "console"), Apps.Console(bench, "plainconsole"))),
            ("web app with packages", Pair(Apps.Web(bench, "web"), Apps.Web(bench, "plainweb"))),
        ];
        var times = await bench.MeasurePairsAsync(DefaultRounds, [.. cases.Select(one => one.Steps)]);
        return
        [
            .. cases.Zip(times, (one, both) => new Row(
                $"{one.Case}, nothing changed: whole publish with SBOM, provenance and signatures / without",
                1 + (both.On.Minus(both.Off).Median / both.Off.Median),
                1.05,
                1.02,
                $"{both.On} / {both.Off}, {both.On.Minus(both.Off).Median:0} ms in pairs")),
            new Row("nothing changed, signed: bytes uploaded", registry.BytesUploaded(), 0, 0, "exact"),
            new Row("nothing changed, signed: requests a tag", registry.Requests.Count, 1, 1, "exact"),
        ];

        StepPair Pair(SampleProject on, SampleProject off) => new(
            new Step($"{on.Folder} signed", () => on.ToAsync(registry.Host, signed)) { Prepare = Clear(registry) },
            new Step($"{off.Folder} plain", () => off.ToAsync(plain.Host)) { Prepare = Clear(plain) });
    }

    private static Func<int, Task> Clear(TestRegistry registry) => _ => Task.Run(registry.ClearRequests);
}

using System.Globalization;
using OciArtifacts.Benchmarks;
using OciArtifacts.Benchmarks.Cases;

// dotnet run -c Release --project tests/OciArtifacts.Benchmarks -- [--rounds 5] [--only console,content,…]
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

int? rounds = Option("--rounds") is { } asked ? int.Parse(asked, CultureInfo.InvariantCulture) : null;
var only = Option("--only")?.Split(',');
IReadOnlyList<Benchmark> all =
[
    new UnchangedConsole(), new UnchangedContent(), new UnchangedWeb(), new UnchangedSelfContained(), new OneLine(), new FirstPush(),
    new RealRegistry(), new LargeFile(), new Folders(), new ManySmallLayers(), new Memory(), new Growth(),
    new OciArtifacts.Benchmarks.Cases.Index(), new Signed(), new EarlyWork(),
];

var said = rounds is null ? "default rounds" : string.Create(CultureInfo.InvariantCulture, $"{rounds} rounds");
Console.WriteLine($"{said}, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
Console.WriteLine();
Console.WriteLine("| case | measured | must | aim | |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var benchmark in all.Where(benchmark => only?.Contains(benchmark.Name) ?? !benchmark.OnlyWhenNamed))
{
    using var bench = new Bench(rounds);
    foreach (var row in await benchmark.RunAsync(bench)) Console.WriteLine(row);
    foreach (var (what, times) in bench.Taken) await Console.Error.WriteLineAsync($"  {benchmark.Name}: {what}: {times}");
}

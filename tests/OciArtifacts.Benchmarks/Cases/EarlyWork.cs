using System.Globalization;
using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks.Cases;

/// <summary>
/// What each kind of early work gains: while the project is built, a publish asks the registry for tags and packs layers of
/// packages. Both kinds are compared with none of them, and with only one. Differences of milliseconds show only in many pairs of
/// publishes, which take long, so this case runs only where it is named.
/// </summary>
internal sealed class EarlyWork : Benchmark
{
    private const int DefaultRounds = 21;

    private const string Tags = "tags", Layers = "layers";

    private static readonly string[] Kinds = [Tags, Layers];

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);

    internal override string Name => "early";

    internal override bool OnlyWhenNamed => true;

    internal override async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var near = await Registries.CountingAsync();
        await using var far = await Registries.CountingAsync(RoundTrip);
        await using var empty = await Registries.CountingAsync();
        IReadOnlyList<Scenario> scenarios =
        [
            new("nothing changed", Apps.Web(bench, "unchanged"), near, Unchanged, [Tags]),
            new("nothing changed, 20 ms round trip", Apps.Web(bench, "far"), far, Unchanged, [Tags]),
            new("one source line", Apps.Web(bench, "oneline"), near, (app, _, round) => app.ChangeLine(round), [Tags]),
            new("first publish", Apps.Web(bench, "first"), empty, Fresh, Kinds),
            new("first publish, self-contained", Apps.SelfContainedWeb(bench, "selfcontained"), empty, Fresh, [Layers]),
        ];
        var comparisons = scenarios.SelectMany(scenario => scenario.Comparisons()).ToList();
        var times = await bench.MeasurePairsAsync(DefaultRounds, [.. comparisons.Select(comparison => comparison.Steps)]);
        return [.. comparisons.Zip(times, (comparison, both) => RowOf(comparison.Name, both.On, both.Off))];
    }

    private static Row RowOf(string name, Times on, Times off)
    {
        var difference = on.Minus(off);
        var share = 100.0 * difference.Negative / difference.Count;
        return new Row(
            $"{name}, on − off in ms",
            Math.Round(difference.Median, 1),
            string.Create(
                CultureInfo.InvariantCulture,
                $"quartiles {difference.LowerQuartile:0.0} and {difference.UpperQuartile:0.0}; {on.Median:0} / {off.Median:0} ms; "
                + $"faster in {difference.Negative} of {difference.Count} pairs, {share:0} %"));
    }

    private static void Unchanged(SampleProject app, TestRegistry registry, int round)
    {
    }

    // A fresh clone, published to a registry that holds nothing of it.
    private static void Fresh(SampleProject app, TestRegistry registry, int round)
    {
        app.ForgetBuild();
        registry.ForgetArtifacts();
    }

    /// <summary>A comparison of two sets of kinds in one scenario.</summary>
    private sealed record Comparison(string Name, StepPair Steps);

    /// <summary>A publish that is repeated, what is done before each one, and the kinds that are left out in turn.</summary>
    private sealed record Scenario(
        string Name, SampleProject App, TestRegistry Registry, Action<SampleProject, TestRegistry, int> Before, string[] LeftOut)
    {
        internal IEnumerable<Comparison> Comparisons() =>
        [
            Compare("all against none", "false"),
            .. LeftOut.Select(kind => Compare($"all against all but {kind}", AllBut(kind))),
        ];

        // On the command line, %3B is a semicolon in the value of a property.
        private static string AllBut(string kind) => string.Join("%3B", Kinds.Where(other => other != kind));

        private Comparison Compare(string what, string off) =>
            new($"{Name}: {what}", new StepPair(Publish($"{what}: on", "true"), Publish($"{what}: off", off)));

        private Step Publish(string what, string ahead) =>
            new($"{Name}, {what}", () => App.ToAsync(Registry.Host, $"-p:_OciArtifactAhead={ahead}"))
            {
                Prepare = round => Task.Run(() =>
                {
                    Before(App, Registry, round);
                    Registry.ClearRequests();
                }),
            };
    }
}

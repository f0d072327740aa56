using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks.Cases;

/// <summary>What a first publish of files costs more than one without an artifact, against the whole of <c>oras push</c>.</summary>
internal static class AgainstOras
{
    internal static async Task<Row> RunAsync(
        Bench bench, TestRegistry registry, string name, (string Case, double Must, double Aim) goal, string items, params string[] files)
    {
        var app = Apps.Files(bench, name, items);
        Func<int, Task> fresh = _ => Task.Run(() => Forget(app, registry));
        var times = await bench.MeasureAsync(
            new Step($"{name} without", app.WithoutAsync),
            new Step($"{name} with us", () => app.ToAsync(registry.Host)) { Prepare = fresh },
            new Step($"{name} oras", () => Oras.PushAsync(app.Folder, $"{registry.Host}/oras:1", files)) { Prepare = fresh });
        var added = times[1].Minus(times[0]);
        return new Row(goal.Case, added.Median / times[2].Median, goal.Must, goal.Aim, $"{added} / {times[2]}");
    }

    private static void Forget(SampleProject app, TestRegistry registry)
    {
        app.ForgetArtifact();
        registry.ForgetArtifacts();
    }
}

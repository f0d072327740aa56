using System.Diagnostics;
using System.Reflection;
using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks;

/// <summary>
/// A folder for projects, and a clock. Steps that are compared run in turns, so a machine that becomes slow is slow for all of them.
/// </summary>
/// <param name="asked">The rounds that the command line asks for, or null.</param>
internal sealed class Bench(int? asked) : IDisposable
{
    private const int DefaultRounds = 5;

    private static readonly string Feed = typeof(Bench).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Feed").Value!;

    private static readonly string MachinePackages = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    internal WorkFolder Work { get; } = new("bench");

    /// <summary>All that was measured.</summary>
    internal List<(string What, Times Times)> Taken { get; } = [];

    public void Dispose() => Work.Dispose();

    /// <summary>Measures the steps in turns, after each was run once.</summary>
    internal Task<IReadOnlyList<Times>> MeasureAsync(params Step[] steps) => MeasureAsync(asked ?? DefaultRounds, steps);

    /// <summary>The same in three times as many rounds, where what is compared are small differences of large times.</summary>
    internal Task<IReadOnlyList<Times>> MeasureOftenAsync(params Step[] steps) => MeasureAsync(3 * (asked ?? DefaultRounds), steps);

    private async Task<IReadOnlyList<Times>> MeasureAsync(int last, IReadOnlyList<Step> steps)
    {
        var times = steps.Select(_ => new Times()).ToList();
        for (var round = 0; round <= last; round++)
        {
            foreach (var (step, taken) in steps.Zip(times))
            {
                await TakeAsync(step, round, taken);
            }
        }

        Taken.AddRange(steps.Select(step => step.Name).Zip(times));
        return times;
    }

    /// <summary>
    /// Measures the two steps of each pair one directly after the other. The step that runs first changes with each round, so neither
    /// gains by its place.
    /// </summary>
    internal async Task<IReadOnlyList<(Times On, Times Off)>> MeasurePairsAsync(int defaultRounds, IReadOnlyList<StepPair> pairs)
    {
        var times = pairs.Select(_ => (On: new Times(), Off: new Times())).ToList();
        for (var round = 0; round <= (asked ?? defaultRounds); round++)
        {
            foreach (var (pair, taken) in pairs.Zip(times))
            {
                var onFirst = round % 2 == 0;
                if (onFirst) await TakeAsync(pair.On, round, taken.On);
                await TakeAsync(pair.Off, round, taken.Off);
                if (!onFirst) await TakeAsync(pair.On, round, taken.On);
            }
        }

        foreach (var (pair, taken) in pairs.Zip(times)) Taken.AddRange([(pair.On.Name, taken.On), (pair.Off.Name, taken.Off)]);
        return times;
    }

    // The first round only makes everything warm.
    private static async Task TakeAsync(Step step, int round, Times taken)
    {
        await step.Prepare(round);
        var watch = Stopwatch.StartNew();
        await step.Run();
        if (round > 0) taken.Add(watch.Elapsed.TotalMilliseconds);
    }

    /// <summary>Makes a project that has the package, in a folder of its name.</summary>
    internal SampleProject Project(string name, string sdk, string properties, string items, string program)
    {
        Work.Write("NuGet.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Work["packages"]}" /></config>
              <fallbackPackageFolders><add key="user" value="{MachinePackages}" /></fallbackPackageFolders>
              <packageSources><add key="benchmarked" value="{Feed}" /></packageSources>
            </configuration>
            """);
        Work.Write($"{name}/{name}.csproj", $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="OciArtifacts.Build" Version="*" PrivateAssets="all" />
                {items}
              </ItemGroup>
            </Project>
            """);
        Work.Write($"{name}/Program.cs", program);
        return new SampleProject(Work, name);
    }
}

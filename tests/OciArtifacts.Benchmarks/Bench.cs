using System.Diagnostics;
using System.Reflection;
using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks;

/// <summary>A folder for projects, and a clock: what is compared is run in turns, so that a machine that becomes slow is slow for all.</summary>
internal sealed class Bench(int rounds) : IDisposable
{
    private static readonly string Feed = typeof(Bench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Feed").Value!;

    internal WorkFolder Work { get; } = new("bench");

    /// <summary>All that was measured.</summary>
    internal List<(string What, Times Times)> Taken { get; } = [];

    public void Dispose() => Work.Dispose();

    /// <summary>Measures the steps in turns, after each was run once.</summary>
    internal Task<IReadOnlyList<Times>> MeasureAsync(params Step[] steps) => MeasureAsync(rounds, steps);

    /// <summary>The same in three times as many rounds, where what is compared are small differences of large times.</summary>
    internal Task<IReadOnlyList<Times>> MeasureOftenAsync(params Step[] steps) => MeasureAsync(3 * rounds, steps);

    private async Task<IReadOnlyList<Times>> MeasureAsync(int last, IReadOnlyList<Step> steps)
    {
        var times = steps.Select(_ => new Times()).ToList();
        for (var round = 0; round <= last; round++)
        {
            foreach (var (step, taken) in steps.Zip(times))
            {
                await step.Prepare(round);
                var watch = Stopwatch.StartNew();
                await step.Run();
                if (round > 0) taken.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        Taken.AddRange(steps.Select(step => step.Name).Zip(times));
        return times;
    }

    /// <summary>Makes a project that has the package, in a folder of its name.</summary>
    internal SampleProject Project(string name, string sdk, string properties, string items, string program)
    {
        Work.Write("NuGet.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Work["packages"]}" /></config>
              <fallbackPackageFolders><add key="user" value="{Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")}" /></fallbackPackageFolders>
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

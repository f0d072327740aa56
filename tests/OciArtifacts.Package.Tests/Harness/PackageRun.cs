using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>
/// What all tests of a run share: a copy of the packages, and an unused packages folder. Other packages may come from
/// the
/// machine's folder; ours are in the new one before any sample is restored, and NuGet looks there first.
/// </summary>
internal sealed class PackageRun : IDisposable
{
    private static readonly Lazy<Task<PackageRun>> Current = new(StartAsync);

    private readonly WorkFolder _folder = new("oci-run");

    private PackageRun(string machinePackages) => MachinePackages = machinePackages;

    /// <summary>The packages folder of this run.</summary>
    internal string Packages => _folder["packages"];

    /// <summary>The packages folder of the machine, which is a source of packages too.</summary>
    internal string MachinePackages { get; }

    /// <summary>An empty home folder, so that no test finds the credentials of the developer.</summary>
    internal string Home => _folder["home"];

    private string Feed => _folder["feed"];

    public void Dispose() => _folder.Dispose();

    internal static Task<PackageRun> GetAsync() => Current.Value;

    /// <summary>A package of this run, unpacked. NuGet's folders have the ids of packages in lower case.</summary>
    internal string Unpacked(string id) => Path.Combine(Packages, id.ToLowerInvariant(), Repository.VersionOf(id));

    /// <summary>A NuGet.config with the feed of this run and the sources of the machine. It names no host.</summary>
    internal void WriteNuGetConfig(WorkFolder folder) => folder.Write("NuGet.config", Config(
        $"""<add key="under-test" value="{Feed}" />""", $"""<add key="machine" value="{MachinePackages}" />"""));

    private static async Task<PackageRun> StartAsync()
    {
        var folders = await ProcessRunner.RunAsync(
            new ProcessCommand("dotnet", ["nuget", "locals", "global-packages", "--list", "--force-english-output"]),
            CancellationToken.None);
        var run = new PackageRun(folders.MustSucceed().Output.Split("global-packages:")[1].Trim());
        PackageRunEnd.Delete(run);
        await run.SeedAsync();
        return run;
    }

    // Without the sources and packages of the machine, this restore can only find the packages of this run, and needs
    // no others.
    private async Task SeedAsync()
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Feed);
        foreach (var package in Directory.GetFiles(Repository.Feed)) File.Copy(package, Path.Combine(Feed, Path.GetFileName(package)));
        _folder.Write("seed/NuGet.config", Config($"""<clear /><add key="under-test" value="{Feed}" />""", ""));
        _folder.Write("seed/Seed.csproj", ProjectFile.Artifact("", ProjectFile.Reference));
        var command = new ProcessCommand("dotnet", ["restore"])
        {
            WorkingDirectory = _folder["seed"],
            Environment = CleanEnvironment.For(this),
        };
        (await WarmDotnet.RunAsync(command)).MustSucceed();
        foreach (var id in Repository.Packages)
            if (!Directory.Exists(Unpacked(id))) throw new InvalidOperationException($"The restore left nothing in {Unpacked(id)}.");
    }

    private string Config(string sources, string fallbacks) =>
        $"""
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="{Packages}" />
          </config>
          <packageSources>
            {sources}
          </packageSources>
          <packageSourceMapping>
            <clear />
          </packageSourceMapping>
          <fallbackPackageFolders>
            <clear />
            {fallbacks}
          </fallbackPackageFolders>
        </configuration>
        """;
}

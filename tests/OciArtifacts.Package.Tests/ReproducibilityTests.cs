using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>The same source gives the same digest, in any folder and at any time.</summary>
[TestClass]
public sealed class ReproducibilityTests : SampleTests
{
    [TestMethod]
    [DataRow("ConsoleApp")]
    [DataRow("SelfContainedApp")]
    public async Task Another_folder_and_other_times_give_the_same_digest(string name)
    {
        var first = await PublishedAsync(name);
        var second = await CopyOfAsync(name);
        second.Write("../Directory.Build.props", PublishedSamples.PathMap);
        Age(second.Root);
        await second.PublishAsync();
        Assert.AreNotEqual(first.Root, second.Root);
        Assert.AreEqual(first.Layout.Root.Digest, second.Layout.Root.Digest);
        Assert.AreSequenceEqual(first.Report.LayerFacts, second.Report.LayerFacts);
    }

    // NuGet makes what it unpacks executable for the owner, and leaves the rest to the umask.
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Another_umask_gives_the_same_digest()
    {
        var first = await PublishedAsync("ConsoleApp");
        var second = await CopyOfAsync("ConsoleApp");
        second.Umask = "077";
        second.Write("NuGet.config",
            """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        second.Write("../Directory.Build.props", PublishedSamples.PathMap);
        await second.PublishAsync($"-p:RestoreAdditionalProjectSources={(await PackageRun.GetAsync()).MachinePackages}");
        Assert.IsTrue(Directory.Exists(second["packages/newtonsoft.json"]), "The packages came from somewhere else.");
        Assert.AreSequenceEqual(first.Report.LayerFacts, second.Report.LayerFacts);
    }

    // Years older than the first copy, by what the file system says.
    private static void Age(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-1000));
    }
}

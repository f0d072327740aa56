using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>A project of several frameworks is published without naming one: an index with one manifest for each.</summary>
[TestClass]
public sealed class FrameworksTests : SampleTests
{
    private const string Properties = "<TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks><PathMap>$(MSBuildProjectDirectory)=/_/</PathMap>";

    [TestMethod]
    public async Task Each_framework_is_an_entry_and_the_newest_is_the_first()
    {
        var sample = await NewAsync("Lib", ProjectFile.Of(Properties, ProjectFile.Reference));
        sample.Output = "Release";
        sample.Write("Class.cs", "public class Class { }");
        await sample.PublishAsync();
        Assert.AreSequenceEqual(["net10.0", "netstandard2.0"], sample.Report.Frameworks);
        var index = OciIndex.Parse(sample.Layout.Read(sample.Layout.Root));
        Assert.AreSequenceEqual([null, null], index.Entries.Select(entry => entry.Platform));
        foreach (var (framework, entry) in sample.Report.Frameworks.Zip(index.Entries))
        {
            var alone = await NewAsync("Lib", ProjectFile.Of(Properties, ProjectFile.Reference));
            alone.Output = $"Release/{framework}";
            alone.Write("Class.cs", "public class Class { }");
            await alone.PublishAsync("-f", framework);
            Assert.AreEqual(alone.Report.Digest, entry.Digest, framework);
        }

        await sample.RunAsync("clean", "-c", "Release");
        Assert.IsEmpty(Directory.GetDirectories(sample["obj"], "ociartifacts", SearchOption.AllDirectories));
        Assert.IsFalse(Directory.Exists(sample.LayoutFolder));
    }

    [TestMethod]
    public async Task Some_frameworks_can_be_chosen_and_each_has_each_runtime()
    {
        var sample = await NewAsync("App", ProjectFile.Of(
            "<TargetFrameworks>net10.0;net8.0;netstandard2.0</TargetFrameworks><RuntimeIdentifiers>linux-x64;win-x64</RuntimeIdentifiers>"
                + "<OciArtifactTargetFrameworks>net10.0;netstandard2.0</OciArtifactTargetFrameworks>"
                + "<OciArtifactRuntimeIdentifiers>$(RuntimeIdentifiers)</OciArtifactRuntimeIdentifiers>",
            ProjectFile.Reference));
        sample.Output = "Release";
        sample.Write("Class.cs", "public class Class { }");
        await sample.PublishAsync();
        Assert.AreSequenceEqual(["net10.0", "netstandard2.0", "net10.0", "netstandard2.0"], sample.Report.Frameworks);
        Assert.AreSequenceEqual(
            ["linux/amd64", "linux/amd64", "windows/amd64", "windows/amd64"], sample.Report.Manifests.Select(one => one.Platform));
    }

    [TestMethod]
    public async Task A_build_of_all_frameworks_packs_nothing()
    {
        var sample = await NewAsync("Lib", ProjectFile.Of(Properties, ProjectFile.Reference));
        sample.Output = "Release";
        sample.Write("Class.cs", "public class Class { }");
        await sample.RunAsync("build", "-c", "Release");
        Assert.IsFalse(Directory.Exists(sample.WorkOfPackage));
    }
}

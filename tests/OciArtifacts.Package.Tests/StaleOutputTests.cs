using System.Diagnostics;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>
/// Files that are no longer published are not in the artifact, although <c>dotnet publish</c> decides by time what it
/// copies.
/// </summary>
[TestClass]
public sealed class StaleOutputTests : SampleTests
{
    [TestMethod]
    public async Task A_downgraded_package_is_in_the_artifact_in_its_older_version()
    {
        var sample = await CopyOfAsync("ConsoleApp");
        await sample.PublishAsync();
        sample.Edit(
            "ConsoleApp.csproj",
            "Include=\"Newtonsoft.Json\" Version=\"13.0.3\"",
            "Include=\"Newtonsoft.Json\" Version=\"12.0.3\"");
        await sample.PublishAsync();
        var file = sample.Write("../unpacked/Newtonsoft.Json.dll", "");
        await File.WriteAllBytesAsync(file, sample.Layout.Unpack()["Newtonsoft.Json.dll"], TestContext.CancellationToken);
        Assert.StartsWith("12.0.3", FileVersionInfo.GetVersionInfo(file).FileVersion!);
    }

    [TestMethod]
    public async Task A_content_file_that_was_removed_is_not_in_the_artifact()
    {
        var sample = await NewAsync("Content", ProjectFile.App(
            ProjectFile.Reference, """<ItemGroup><Content Include="*.txt" CopyToPublishDirectory="PreserveNewest" /></ItemGroup>"""));
        sample.Write("Program.cs", "return;");
        sample.Write("stays.txt", "stays");
        sample.Write("goes.txt", "goes");
        await sample.PublishAsync();
        Assert.Contains("goes.txt", sample.Layout.Unpack().Paths);
        File.Delete(sample["goes.txt"]);
        await sample.PublishAsync();
        Assert.Contains("stays.txt", sample.Layout.Unpack().Paths);
        Assert.DoesNotContain("goes.txt", sample.Layout.Unpack().Paths);
    }

    [TestMethod]
    public async Task Static_files_that_were_removed_or_replaced_by_older_ones_are_as_the_project_has_them()
    {
        var sample = await CopyOfAsync("WebApp");
        sample.Write("wwwroot/goes.txt", "goes");
        sample.Write("wwwroot/changes.txt", "the newer");
        await sample.PublishAsync();
        Assert.Contains("wwwroot/goes.txt", sample.Layout.Unpack().Paths);
        File.Delete(sample["wwwroot/goes.txt"]);
        File.SetLastWriteTimeUtc(sample.Write("wwwroot/changes.txt", "the older"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        await sample.PublishAsync();
        var unpacked = sample.Layout.Unpack();
        Assert.DoesNotContain("wwwroot/goes.txt", unpacked.Paths);
        Assert.AreSequenceEqual("the older"u8.ToArray(), unpacked["wwwroot/changes.txt"]);
        Assert.Contains("wwwroot/index.html", unpacked.Paths);
    }
}

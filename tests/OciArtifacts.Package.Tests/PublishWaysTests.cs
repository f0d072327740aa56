using System.Runtime.InteropServices;
using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>The ways to call publish, and the places of its output.</summary>
[TestClass]
public sealed class PublishWaysTests : SampleTests
{
    private static readonly string Rid = RuntimeInformation.RuntimeIdentifier;

    [TestMethod]
    public async Task A_folder_named_by_o_is_what_is_packed_and_the_layout_is_not_in_it()
    {
        var sample = await AppAsync("Elsewhere");
        await sample.RunAsync("publish", "-o", "out");
        Assert.AreEqual(FileTree.Of(sample["out"]).ToString(), sample.Layout.Unpack().ToString());
        Assert.Contains("Elsewhere.dll", sample.Layout.Unpack().Paths);
    }

    [TestMethod]
    public async Task Without_a_build_what_was_built_is_packed()
    {
        var sample = await AppAsync("Built");
        await sample.RunAsync("build", "-c", "Release");
        sample.Write("Program.cs", "does not compile");
        await sample.PublishAsync("--no-build");
        Assert.AreEqual(FileTree.Of(sample.PublishFolder).ToString(), sample.Layout.Unpack().ToString());
    }

    [TestMethod]
    public async Task A_single_file_is_packed_as_the_one_file_that_it_is()
    {
        var sample = await AppAsync("Single");
        sample.Output += $"/{Rid}";
        await sample.PublishAsync("-p:PublishSingleFile=true", "-p:DebugType=embedded", "-r", Rid, "--self-contained", "false");
        var bundle = OperatingSystem.IsWindows() ? "Single.exe" : "Single";
        Assert.AreSequenceEqual([bundle], sample.Layout.Unpack().Paths);
        Assert.AreEqual(FileTree.Of(sample.PublishFolder).ToString(), sample.Layout.Unpack().ToString());
        using var config = JsonDocument.Parse(sample.Layout.Read(sample.Layout.Manifest.Config));
        Assert.AreEqual(bundle, config.RootElement.GetProperty("entryPoint").GetString());
    }

    [TestMethod]
    public async Task The_target_called_by_its_name_publishes_first()
    {
        var sample = await AppAsync("Named");
        var build = await sample.RunAsync("msbuild", "-restore", "-t:PublishOciArtifact", "-p:Configuration=Release");
        Assert.AreEqual(FileTree.Of(sample.PublishFolder).ToString(), sample.Layout.Unpack().ToString());
        Assert.HasCount(1, build.Lines.Where(line => line.EndsWith(sample.Report.Digest, StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task With_artifacts_output_the_layout_is_below_artifacts()
    {
        var sample = await AppAsync("Central");
        sample.Write(
            "../Directory.Build.props",
            "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>");
        await sample.RunAsync("publish");
        var layout = LayoutReader.Open(sample["../artifacts/bin/Central/release/oci"]);
        Assert.AreEqual(FileTree.Of(sample["../artifacts/publish/Central/release"]).ToString(), layout.Unpack().ToString());
        Assert.AreEqual(layout.Root.Digest, ReportReader.Open(sample["../artifacts/obj/Central/release/ociartifacts/result.json"]).Digest);
    }

    [TestMethod]
    public async Task Of_several_frameworks_the_one_that_is_named_is_published_and_without_an_artifact_none_is_an_error_of_the_SDK()
    {
        var sample = await NewAsync("Several", ProjectFile.Of(
            "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>", ProjectFile.Reference));
        var unnamed = await sample.TryRunAsync("publish", "-p:PublishOciArtifact=false");
        Assert.AreEqual(1, unnamed.ExitCode);
        Assert.AreSequenceEqual(["NETSDK1129"], unnamed.ErrorCodes);
        Assert.IsFalse(Directory.Exists(sample["bin"]), "Something was built.");
        await sample.PublishAsync("-f", "net10.0");
        Assert.Contains("Several.dll", sample.Layout.Unpack().Paths);
        Assert.IsFalse(Directory.Exists(sample["bin/Release/netstandard2.0/oci"]));
    }

    [TestMethod]
    public async Task A_multithreaded_build_runs_the_tasks_in_its_own_process()
    {
        var sample = await AppAsync("Threads");
        var build = await sample.PublishAsync("-mt", "-v:diag");
        Assert.AreEqual(FileTree.Of(sample.PublishFolder).ToString(), sample.Layout.Unpack().ToString());

        // The warning of a multithreaded build about a task that does not support it. Some tasks of the SDK get it too.
        var hosted = build.Lines
            .Where(line =>
                line.StartsWith("Launching task", StringComparison.Ordinal) && line.Contains("task host", StringComparison.Ordinal))
            .ToList();
        Assert.IsNotEmpty(hosted);
        Assert.IsEmpty(hosted.Where(line => line.Contains("OciArtifact", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Cleaning_takes_away_the_layout_and_the_work_folder()
    {
        var sample = await AppAsync("Cleaned");
        await sample.PublishAsync();
        Assert.IsTrue(Directory.Exists(sample.WorkOfPackage) && Directory.Exists(sample.LayoutFolder));
        await sample.RunAsync("clean", "-c", "Release");
        Assert.IsFalse(Directory.Exists(sample.WorkOfPackage), "The work folder is there.");
        Assert.IsFalse(Directory.Exists(sample.LayoutFolder), "The layout is there.");
    }

    private async Task<SampleProject> AppAsync(string name)
    {
        var sample = await NewAsync(name, ProjectFile.App(ProjectFile.Reference));
        sample.InOwnProcess = true;
        sample.Write("Program.cs", "System.Console.WriteLine(\"Hello\");");
        return sample;
    }
}

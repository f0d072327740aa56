using System.IO.Compression;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>
/// The ways to use OciArtifacts.Sdk in a project, also after another SDK and together with OciArtifacts.Build.
/// </summary>
[TestClass]
public sealed class SdkUseTests : SampleTests
{
    private const string Note = """<ItemGroup><OciArtifactFile Include="note.md" /></ItemGroup>""";

    [TestMethod]
    [DataRow("ConsoleApp", "Sdk=\"Microsoft.NET.Sdk\">", "Sdk=\"Microsoft.NET.Sdk;OciArtifacts.Sdk/0.1.0\">")]
    [DataRow("ConsoleApp", "Sdk=\"Microsoft.NET.Sdk\">", "Sdk=\"Microsoft.NET.Sdk\"><Sdk Name=\"OciArtifacts.Sdk\" Version=\"0.1.0\" />")]
    [DataRow("WebApp", "Sdk=\"Microsoft.NET.Sdk.Web\">", "Sdk=\"Microsoft.NET.Sdk.Web;OciArtifacts.Sdk/0.1.0\">")]
    public async Task Behind_another_SDK_it_makes_what_the_reference_makes(string name, string with, string without)
    {
        var sample = await CopyOfAsync(name);
        await sample.PublishAsync();
        var (digest, layers) = (sample.Layout.Root.Digest, sample.Report.LayerFacts);
        Directory.Delete(sample.LayoutFolder, recursive: true);
        sample.Edit($"{name}.csproj", """<PackageReference Include="OciArtifacts.Build" Version="0.1.0" PrivateAssets="all" />""", "");
        sample.Edit($"{name}.csproj", with, without);
        await sample.PublishAsync();
        Assert.AreSequenceEqual(layers, sample.Report.LayerFacts);
        Assert.AreEqual(digest, sample.Layout.Root.Digest);
        Assert.AreEqual("OciArtifacts.Sdk", await UsedAsync(sample));
    }

    [TestMethod]
    public async Task Behind_another_SDK_a_build_packs_nothing()
    {
        var sample = await NewAsync(
            "App", ProjectFile.With($"Microsoft.NET.Sdk;{ProjectFile.Sdk}", "<TargetFramework>net10.0</TargetFramework>"));
        await sample.RunAsync("build", "-c", "Release");
        Assert.IsTrue(File.Exists(sample[$"bin/{sample.Output}/App.dll"]));
        Assert.IsFalse(Directory.Exists(sample.LayoutFolder));
    }

    [TestMethod]
    public async Task Of_several_frameworks_one_may_be_named_as_with_the_reference()
    {
        var sample = await NewAsync("Several", ProjectFile.With(
            $"Microsoft.NET.Sdk;{ProjectFile.Sdk}", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>"));
        sample.Output = "Release";
        await sample.RunAsync("build", "-c", "Release", "-t:PackOciArtifact");
        Assert.AreSequenceEqual(["net10.0", "netstandard2.0"], sample.Report.Frameworks);
        sample.Output = "Release/net10.0";
        await sample.PublishAsync("-f", "net10.0");
        Assert.Contains("Several.dll", sample.Layout.Unpack().Paths);
    }

    [TestMethod]
    public async Task The_version_may_be_in_global_json()
    {
        var sample = await NewAsync("Global", ProjectFile.With(
            "OciArtifacts.Sdk", "<OciArtifactType>application/vnd.contoso.test.v1</OciArtifactType>", Note));
        sample.Write("note.md", "note");
        sample.Write("../global.json", """{ "msbuild-sdks": { "OciArtifacts.Sdk": "0.1.0" } }""");
        await sample.RunAsync("build", "-c", "Release");
        Assert.AreSequenceEqual(["note.md"], sample.Layout.Unpack().Paths);
    }

    [TestMethod]
    public async Task Both_packages_in_one_project_are_no_conflict()
    {
        var sample = await NewAsync("Both", ProjectFile.Artifact("", ProjectFile.Reference, Note));
        sample.Write("note.md", "note");
        var build = await sample.PublishAsync("-warnaserror", "-v:d");
        Assert.AreSequenceEqual(["note.md"], sample.Layout.Unpack().Paths);
        Assert.HasCount(1, build.Lines.Where(line => line.Contains("Task \"PackOciArtifact\"", StringComparison.Ordinal)));
        Assert.AreEqual("OciArtifacts.Build", await UsedAsync(sample));

        // No target of the other package runs.
        var run = await PackageRun.GetAsync();
        var used = $" in file \"{run.Unpacked("OciArtifacts.Build")}/msbuild/";
        var other = $" in file \"{run.Unpacked("OciArtifacts.Sdk")}/msbuild/";
        Assert.IsNotEmpty(build.Lines.Where(line => line.Contains(used, StringComparison.Ordinal)));
        Assert.IsEmpty(build.Lines.Where(line => line.Contains(other, StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Two_versions_are_said_and_the_package_that_is_referenced_is_used()
    {
        var sample = await NewAsync("Both", ProjectFile.Artifact(
            "", ProjectFile.Reference.Replace("0.1.0", "0.2.0", StringComparison.Ordinal), Note));
        sample.Write("note.md", "note");
        WriteOtherVersion(Directory.CreateDirectory(sample["../other"]).FullName);
        var build = await sample.PublishAsync($"-p:RestoreAdditionalProjectSources={sample["../other"]}");
        Assert.AreSequenceEqual(["note.md"], sample.Layout.Unpack().Paths);
        Assert.HasCount(1, build.Lines.Where(line => line ==
            $"{sample["Both.csproj"]} : warning OCIA1003: Both has both ociartifacts.build/0.2.0 and ociartifacts.sdk/0.1.0: " +
            "the first is used, the second is not. Give both one version, or remove one of them."));
    }

    // The id of the package that the tasks come from.
    private static async Task<string> UsedAsync(SampleProject sample)
    {
        var run = await PackageRun.GetAsync();
        var assembly = Path.GetFullPath((await sample.RunAsync("msbuild", "-getProperty:OciArtifactsTasksAssembly")).Output.Trim());
        return Repository.Packages.Single(id => assembly.StartsWith(run.Unpacked(id), StringComparison.Ordinal));
    }

    // The package of this run under another version.
    private static void WriteOtherVersion(string folder)
    {
        const string Id = "OciArtifacts.Build";
        var other = Path.Combine(folder, $"{Id}.0.2.0.nupkg");
        File.Copy(Repository.PackageOf(Id), other);
        using var package = ZipFile.Open(other, ZipArchiveMode.Update);
        var nuspec = package.GetEntry($"{Id}.nuspec")!;
        using var stream = nuspec.Open();
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = reader.ReadToEnd().Replace("<version>0.1.0</version>", "<version>0.2.0</version>", StringComparison.Ordinal);
        stream.SetLength(0);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }
}

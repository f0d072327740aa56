using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>The SBOM of real projects has the packages that <c>dotnet list package</c> lists for them.</summary>
[TestClass]
public sealed class SbomTests : SampleTests
{
    private const string Spdx = "application/spdx+json";
    private const string CycloneDx = "application/vnd.cyclonedx+json";
    private const string Both = "-p:OciArtifactSbom=spdx%3Bcyclonedx";

    [TestMethod]
    [DataRow("ConsoleApp", 5)]
    [DataRow("WebApp", 1)]
    [DataRow("SelfContainedApp", 1)]
    [DataRow("ContosoChart", 0)]
    public async Task The_packages_of_a_sample_are_those_that_dotnet_lists(string name, int count)
    {
        var sample = await CopyOfAsync(name);
        await sample.PublishAsync(Both);
        await CheckAsync(sample, count);
    }

    [TestMethod]
    public async Task The_packages_of_several_projects_are_those_that_dotnet_lists()
    {
        var sample = await NewAsync("App", ProjectFile.App(
            """
            <ItemGroup>
              <ProjectReference Include="../Shared/Shared.csproj" />
              <PackageReference Include="OciArtifacts.Build" Version="0.1.0" PrivateAssets="all" />
              <PackageReference Include="Meziantou.Analyzer" Version="3.0.296" PrivateAssets="all" />
            </ItemGroup>
            """));
        sample.Write("Program.cs", "System.Console.WriteLine(typeof(Shared));");
        sample.Write("../Shared/Shared.csproj", ProjectFile.Library(
            "net10.0", """<ItemGroup><PackageReference Include="NJsonSchema" Version="11.6.2" /></ItemGroup>"""));
        sample.Write("../Shared/Shared.cs", "public class Shared { }");
        await sample.PublishAsync(Both);
        await CheckAsync(sample, 6);
        var components = Document(sample, CycloneDx).GetProperty("components").EnumerateArray().ToList();
        Assert.AreSequenceEqual(
            ["pkg:nuget/Meziantou.Analyzer@3.0.296", "pkg:nuget/OciArtifacts.Build@0.1.0"],
            components.Where(one => one.TryGetProperty("scope", out _)).Select(one => Text(one, "bom-ref")));
        Assert.Contains("project:Shared@1.0.0", components.Select(one => Text(one, "bom-ref")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("<PublishSingleFile>true</PublishSingleFile><SelfContained>true</SelfContained><PublishTrimmed>true</PublishTrimmed>")]
    public async Task The_packages_of_an_app_in_FSharp_are_those_that_dotnet_lists_also_where_a_single_file_hides_them(string properties)
    {
        var sample = await SampleOfFSharpAsync(properties);
        await sample.PublishAsync(Both);
        await CheckAsync(sample, properties.Length > 0 ? 3 : 2);
        var tools = Document(sample, CycloneDx).GetProperty("metadata").GetProperty("tools").GetProperty("components");
        Assert.AreSequenceEqual([".NET SDK", "OciArtifacts.Build", "fsc"], tools.EnumerateArray().Select(tool => Text(tool, "name")));
    }

    [TestMethod]
    public async Task Another_folder_and_other_times_give_the_same_SBOM()
    {
        var referrers = new List<IEnumerable<string>>();
        foreach (var days in (int[])[0, 1000])
        {
            var sample = await CopyOfAsync("ConsoleApp");
            sample.Write("../Directory.Build.props", PublishedSamples.PathMap);
            foreach (var file in Directory.EnumerateFiles(sample.Root, "*", SearchOption.AllDirectories))
                File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-days));
            await sample.PublishAsync(Both);
            referrers.Add(sample.Report.Referrers.Select(one => one.Digest).Order(StringComparer.Ordinal));
        }

        Assert.HasCount(2, referrers[0]);
        Assert.AreSequenceEqual(referrers[0], referrers[1]);
    }

    [TestMethod]
    public async Task A_publish_without_a_change_sends_one_request()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await CopyOfAsync("ConsoleApp");
        string[] push = [Both, $"-p:OciArtifactRegistry={registry.Host}"];
        await sample.PublishAsync(push);
        registry.ClearRequests();
        await sample.PublishAsync(["--no-restore", .. push]);
        Assert.HasCount(1, registry.Requests);
    }

    private async Task<SampleProject> SampleOfFSharpAsync(string properties)
    {
        var sample = await NewAsync("App", "");
        File.Delete(sample["App.csproj"]);
        var isAlone = properties.Length > 0;
        sample.Write("App.fsproj", ProjectFile.App(
            isAlone ? $"<PropertyGroup><UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>{properties}</PropertyGroup>" : "",
            """<ItemGroup><Compile Include="Program.fs" /></ItemGroup>""",
            ProjectFile.Reference));
        sample.Write("Program.fs", "printfn \"Hello\"");
        if (isAlone) sample.Output += $"/{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}";
        return sample;
    }

    private async Task CheckAsync(SampleProject sample, int count)
    {
        var listed = await ListAsync(sample);
        Assert.HasCount(count, listed, string.Join(' ', listed));
        var cyclonedx = Document(sample, CycloneDx).GetProperty("components").EnumerateArray()
            .Where(one => one.TryGetProperty("properties", out var properties) && Text(properties[0], "value") == "package")
            .Select(one => $"{Text(one, "name")} {Text(one, "version")}");
        Assert.AreSequenceEqual(listed, cyclonedx.Order(StringComparer.Ordinal));
        var spdx = Document(sample, Spdx).GetProperty("packages").EnumerateArray()
            .Where(one => Text(one, "SPDXID").StartsWith("SPDXRef-Package-", StringComparison.Ordinal))
            .Select(one => $"{Text(one, "name")} {Text(one, "versionInfo")}");
        Assert.AreSequenceEqual(listed, spdx.Order(StringComparer.Ordinal));
    }

    private static JsonElement Document(SampleProject sample, string type)
    {
        var referrer = sample.Layout.Attached.Single(one => one.ArtifactType == type);
        Assert.AreEqual(sample.Layout.Root.Digest, referrer.Subject!.Digest);
        return JsonDocument.Parse(sample.Layout.Read(referrer.Layers.Single())).RootElement;
    }

    private async Task<IReadOnlyList<string>> ListAsync(SampleProject sample)
    {
        var command = new ProcessCommand("dotnet", ["list", "package", "--include-transitive", "--format", "json", "--no-restore"])
        {
            WorkingDirectory = sample["."],
            Environment = CleanEnvironment.For(await PackageRun.GetAsync()),
        };
        var result = (await ProcessRunner.RunAsync(command, TestContext.CancellationToken)).MustSucceed();
        using var json = JsonDocument.Parse(result.Output);
        return
        [
            .. json.RootElement.GetProperty("projects").EnumerateArray().SelectMany(project => List(project, "frameworks"))
                .SelectMany(framework => List(framework, "topLevelPackages").Concat(List(framework, "transitivePackages")))
                .Select(package => $"{Text(package, "id")} {Text(package, "resolvedVersion")}")
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

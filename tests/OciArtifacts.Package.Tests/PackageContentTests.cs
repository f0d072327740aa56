using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>The package itself: what it holds, and that nothing of it reaches the project that references it.</summary>
[TestClass]
public sealed partial class PackageContentTests : IDisposable
{
    private const string Tasks = "tasks/net10.0/";
    private const string Pages = "docs/diagnostics/";

    private readonly ZipArchive _package = ZipFile.OpenRead(Directory.GetFiles(Repository.Feed, "*.nupkg").Single());

    // Parts of the package format, one of them with a random name.
    private IReadOnlyList<string> Entries => [.. _package.Entries
        .Select(entry => entry.FullName)
        .Where(name => name != "[Content_Types].xml")
        .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    public void Dispose() => _package.Dispose();

    [TestMethod]
    public void Exactly_these_files_are_in_it() => Assert.AreSequenceEqual(
        [
            "OciArtifacts.Build.nuspec",
            "README.md",
            "THIRD-PARTY-NOTICES.txt",
            "build/OciArtifacts.Build.props",
            "build/OciArtifacts.Build.targets",
            "buildMultiTargeting/OciArtifacts.Build.props",
            "buildMultiTargeting/OciArtifacts.Build.targets",
            "msbuild/OciArtifacts.Exact.targets",
            "msbuild/OciArtifacts.MultiTargeting.targets",
            "msbuild/OciArtifacts.Pack.targets",
            "msbuild/OciArtifacts.Publish.targets",
            "msbuild/OciArtifacts.Push.targets",
            "msbuild/OciArtifacts.Settings.targets",
            "msbuild/OciArtifacts.Tasks.targets",
            "msbuild/OciArtifacts.props",
            "msbuild/OciArtifacts.targets",
            "tasks/net10.0/NuGet.Versioning.dll",
            "tasks/net10.0/OciArtifacts.Build.deps.json",
            "tasks/net10.0/OciArtifacts.Build.dll",
            "tasks/net10.0/OciArtifacts.Core.dll",
            "tasks/net10.0/Polly.Core.dll",
        ],
        Entries.Where(name => !name.StartsWith(Pages, StringComparison.Ordinal)));

    [TestMethod]
    public void It_depends_on_nothing_and_is_a_development_dependency()
    {
        var nuspec = XDocument.Parse(Text("OciArtifacts.Build.nuspec"));
        XNamespace format = nuspec.Root!.Name.Namespace;
        Assert.AreEqual("true", nuspec.Descendants(format + "developmentDependency").Single().Value);
        Assert.IsEmpty(nuspec.Descendants(format + "dependency"));
        Assert.IsEmpty(nuspec.Descendants(format + "frameworkReference"));
    }

    [TestMethod]
    public void Every_assembly_that_its_deps_json_asks_for_is_there_and_no_other()
    {
        using var deps = JsonDocument.Parse(Text($"{Tasks}OciArtifacts.Build.deps.json"));
        var wanted = deps.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .Where(library => library.Value.TryGetProperty("runtime", out _))
            .SelectMany(library => library.Value.GetProperty("runtime").EnumerateObject())
            .Select(file => Path.GetFileName(file.Name));
        var found = Entries.Where(name => name.StartsWith(Tasks, StringComparison.Ordinal) && name.EndsWith(".dll", StringComparison.Ordinal));
        Assert.AreSequenceEqual(wanted.Order(StringComparer.Ordinal), found.Select(name => name[Tasks.Length..]).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void MSBuild_itself_is_not_in_it() => Assert.IsEmpty(Entries.Where(name => name.Contains("Microsoft.Build", StringComparison.OrdinalIgnoreCase)));

    [TestMethod]
    public void The_readme_that_its_page_shows_is_that_of_the_repository()
    {
        var nuspec = XDocument.Parse(Text("OciArtifacts.Build.nuspec"));
        Assert.AreEqual("README.md", nuspec.Descendants(nuspec.Root!.Name.Namespace + "readme").Single().Value);
        Assert.AreEqual(File.ReadAllText(Repository.Path("README.md")), Text("README.md"));
        Assert.Contains("OciArtifacts.Build", Text("README.md"));
    }

    [TestMethod]
    public void Every_code_that_can_be_raised_has_its_page_in_the_repository_and_in_the_package()
    {
        var codes = CodesOfTargets().Concat(CodesOfLibrary()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.Contains("OCIA1001", codes);
        Assert.Contains("OCIA4003", codes);
        Assert.IsEmpty(codes.Where(code => !File.Exists(Repository.Path($"{Pages}{code}.md"))), "without a page in the repository");
        Assert.IsEmpty(codes.Where(code => !Entries.Contains($"{Pages}{code}.md", StringComparer.Ordinal)), "without a page in the package");
    }

    [TestMethod]
    public async Task Samples_get_it_from_this_run_and_from_nowhere_else()
    {
        var run = await PackageRun.GetAsync();
        var assembly = _package.GetEntry($"{Tasks}OciArtifacts.Build.dll")!;
        using var sample = await SampleProject.NewAsync("Restored", ProjectFile.Library("net10.0", ProjectFile.Reference));
        await sample.RunAsync("restore");
        var imports = XDocument.Load(sample["obj/Restored.csproj.nuget.g.targets"]).ToString();
        Assert.Contains("$(NuGetPackageRoot)", imports);
        var properties = File.ReadAllText(sample["obj/Restored.csproj.nuget.g.props"]);
        Assert.Contains($"<NuGetPackageRoot Condition=\" '$(NuGetPackageRoot)' == '' \">{run.Packages}", properties);
        Assert.AreEqual(assembly.Length, new FileInfo(Path.Combine(run.Unpacked, Tasks, assembly.Name)).Length);
    }

    private static IEnumerable<string> CodesOfTargets() =>
        Directory.GetFiles(Repository.Path("src/OciArtifacts.Build/msbuild"))
            .SelectMany(file => Code().Matches(File.ReadAllText(file))).Select(match => match.Value);

    private static IEnumerable<string> CodesOfLibrary() =>
        EnumValue().Matches(File.ReadAllText(Repository.Path("src/OciArtifacts.Core/OciErrorCode.cs"))).Select(match => $"OCIA{match.Groups["code"].Value}");

    [GeneratedRegex("OCIA[0-9]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\s+\w+ = (?<code>[0-9]{4}),", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex EnumValue();

    private string Text(string entry)
    {
        using var reader = new StreamReader(_package.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }
}

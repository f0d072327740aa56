using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>The SBOMs of an app for two runtimes, read by readers of other projects.</summary>
[TestClass]
public sealed class SbomReadersTests : PeerTests
{
    private const string Spdx = "application/spdx+json";
    private const string CycloneDx = "application/vnd.cyclonedx+json";

    private static SampleProject? _sample;

    [ClassCleanup]
    public static void Delete() => _sample?.Dispose();

    [TestMethod]
    [DataRow(Spdx)]
    [DataRow(CycloneDx)]
    public async Task Trivy_lists_the_packages_with_their_licenses_and_the_graph(string type)
    {
        using var found = await ReadByTrivyAsync(type, "linux-x64");
        var result = found.RootElement.GetProperty("Results").EnumerateArray().Single(one => Text(one, "Class") == "lang-pkgs");
        Assert.AreEqual("nuget", result.GetProperty("Type").GetString());
        Assert.AreSequenceEqual(
            ["NJsonSchema 11.6.2 MIT", "NJsonSchema.Annotations 11.6.2 MIT", "Namotion.Reflection 3.5.0 MIT", "Newtonsoft.Json 13.0.3 MIT"],
            result.GetProperty("Packages").EnumerateArray()
                .Where(package => Text(package, "Name") != "OciArtifacts.Build")
                .Select(package => $"{Text(package, "Name")} {Text(package, "Version")} {package.GetProperty("Licenses")[0]}")
                .Order(StringComparer.Ordinal));
        Assert.AreEqual(
            """["NJsonSchema.Annotations@11.6.2","Namotion.Reflection@3.5.0","Newtonsoft.Json@13.0.3"]""",
            result.GetProperty("Packages").EnumerateArray().Single(package => Text(package, "Name") == "NJsonSchema")
                .GetProperty("DependsOn").GetRawText().Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));
    }

    [TestMethod]
    [DataRow(Spdx)]
    [DataRow(CycloneDx)]
    public async Task Trivy_reads_the_SBOM_of_the_index(string type)
    {
        using var found = await ReadByTrivyAsync(type, "index");
        Assert.AreEqual(type == Spdx ? "spdx" : "cyclonedx", Text(found.RootElement, "ArtifactType"));
    }

    [TestMethod]
    public async Task The_official_schema_of_CycloneDX_accepts_all_of_them_and_refuses_a_changed_one()
    {
        var sboms = await SbomsAsync(CycloneDx);
        Assert.HasCount(3, sboms);
        var valid = await RunAsync(Readers.Node, [Readers.CycloneDxValidator, .. sboms]);
        Assert.HasCount(3, valid.Trim().Split('\n'));
        var changed = Path.Combine(NewFolder().Path, "changed.json");
        var text = await File.ReadAllTextAsync(sboms[0], TestContext.CancellationToken);
        await File.WriteAllTextAsync(
            changed, text.Replace("\"bom-ref\"", "\"bom-reference\"", StringComparison.Ordinal), TestContext.CancellationToken);
        var refused = await ProcessRunner.RunAsync(
            new ProcessCommand(Readers.Node, [Readers.CycloneDxValidator, changed]), TestContext.CancellationToken);
        Assert.AreEqual(1, refused.ExitCode);
        Assert.Contains("bom-reference", refused.Output);
    }

    // To look for licenses, Trivy needs no database of vulnerabilities, so it sends no request.
    private async Task<JsonDocument> ReadByTrivyAsync(string type, string name)
    {
        var sbom = (await SbomsAsync(type)).Single(path => Path.GetFileNameWithoutExtension(path) == name);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Readers.Trivy, (UnixFileMode)0b111_101_101);
        return JsonDocument.Parse(await RunAsync(
            Readers.Trivy,
            "sbom", "--cache-dir", NewFolder().Path, "--offline-scan", "--scanners", "license", "--list-all-pkgs", "--format", "json",
            sbom));
    }

    // The documents as files, each with the runtime of its subject in its name.
    private async Task<IReadOnlyList<string>> SbomsAsync(string type)
    {
        Need(Readers.Node);
        if (Readers.Missing is { } missing)
        {
            if (Peer.InCi) Assert.Fail(missing);
            Assert.Inconclusive(missing);
        }

        var layout = (await PublishedAppAsync()).Layout;
        var index = OciIndex.Parse(layout.Read(layout.Root));
        var names = index.Entries.ToDictionary(
            entry => entry.Digest, entry => entry.Annotations["vnd.ociartifacts.runtime-identifier"], StringComparer.Ordinal);
        var folder = NewFolder().Path;
        var files = new List<string>();
        foreach (var referrer in layout.Attached.Where(referrer => referrer.ArtifactType == type))
        {
            var path = Path.Combine(folder, $"{names.GetValueOrDefault(referrer.Subject!.Digest, "index")}.json");
            await File.WriteAllBytesAsync(path, layout.Read(referrer.Layers.Single()), TestContext.CancellationToken);
            files.Add(path);
        }

        return files;
    }

    private async Task<SampleProject> PublishedAppAsync()
    {
        if (_sample is not null) return Shared(_sample);
        var sample = await SampleProject.NewAsync("App", ProjectFile.Of(
            """
            <TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><UseAppHost>false</UseAppHost>
            <RuntimeIdentifiers>linux-x64;linux-arm64</RuntimeIdentifiers><OciArtifactSbom>spdx;cyclonedx</OciArtifactSbom>
            <OciArtifactRuntimeIdentifiers>$(RuntimeIdentifiers)</OciArtifactRuntimeIdentifiers>
            """,
            ProjectFile.Reference,
            """<ItemGroup><PackageReference Include="NJsonSchema" Version="11.6.2" /></ItemGroup>"""));
        sample.Write("Program.cs", "System.Console.WriteLine();");
        await sample.PublishAsync();
        _sample = sample;
        return Shared(sample);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>
/// The content of a package. Nothing of it becomes part of the output of a project that references it.
/// </summary>
public abstract partial class PackageContentTests : IDisposable
{
    private const string Tasks = "tasks/net10.0/";
    private const string Pages = "docs/diagnostics/";

    // The folder of the tasks, which are compiled ahead of time.
    private static readonly string[] AheadFolders =
        [$"{Tasks}linux-arm64/", $"{Tasks}linux-x64/", $"{Tasks}osx-arm64/", $"{Tasks}win-x64/"];

    private readonly string _id;
    private readonly ZipArchive _package;

    private protected PackageContentTests(string id)
    {
        _id = id;
        _package = ZipFile.OpenRead(Repository.PackageOf(id));
    }

    public required TestContext TestContext { get; set; }

    /// <summary>The files that only this package has.</summary>
    private protected abstract IReadOnlyList<string> OwnFiles { get; }

    private bool IsCompiledAhead => Entries.Any(name => name.StartsWith(AheadFolders[0], StringComparison.Ordinal));

    /// <summary>A project that uses this package.</summary>
    private protected abstract string User { get; }

    // Parts of the package format, one of them with a random name.
    private IReadOnlyList<string> Entries => [.. _package.Entries
        .Select(entry => entry.FullName)
        .Where(name => name != "[Content_Types].xml")
        .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    public void Exactly_these_files_are_in_it()
    {
        string[] ofAll =
        [
            "README.md",
            "THIRD-PARTY-NOTICES.txt",
            "docs/supply-chain/build-type-v1.md",
            "msbuild/OciArtifacts.Check.targets",
            "msbuild/OciArtifacts.Identity.proj",
            "msbuild/OciArtifacts.Index.targets",
            "msbuild/OciArtifacts.PublishOutput.targets",
            "msbuild/OciArtifacts.Settings.targets",
            "msbuild/OciArtifacts.Subject.targets",
            "msbuild/OciArtifacts.Tasks.targets",
            "msbuild/OciArtifacts.Types.targets",
            "msbuild/OciArtifacts.props",
            "msbuild/OciArtifacts.targets",
            "schemas/artifact-type.schema.json",
            "schemas/policy.schema.json",
            "schemas/trust-policy.schema.json",
            "tasks/net10.0/Microsoft.Extensions.FileSystemGlobbing.dll",
            "tasks/net10.0/NJsonSchema.Annotations.dll",
            "tasks/net10.0/NJsonSchema.dll",
            "tasks/net10.0/Namotion.Reflection.dll",
            "tasks/net10.0/Newtonsoft.Json.dll",
            "tasks/net10.0/NuGet.Versioning.dll",
            "tasks/net10.0/OciArtifacts.Build.deps.json",
            "tasks/net10.0/OciArtifacts.Build.dll",
            "tasks/net10.0/OciArtifacts.Core.dll",
            "tasks/net10.0/Polly.Core.dll",
            "tasks/net10.0/System.IO.Hashing.dll",
            "tasks/net10.0/System.Security.Cryptography.Pkcs.dll",
            "tasks/net10.0/YamlDotNet.dll",
            "tasks/net10.0/ZstdSharp.dll",
            "tasks/net10.0/runtimes/win/lib/net10.0/System.Security.Cryptography.Pkcs.dll",
        ];
        Assert.AreSequenceEqual(
            ofAll.Concat(OwnFiles).Append($"{_id}.nuspec").Order(StringComparer.Ordinal),
            Entries.Where(name =>
                !name.StartsWith(Pages, StringComparison.Ordinal)
                && !AheadFolders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal))));
    }

    [TestMethod]
    public void Tasks_that_are_compiled_ahead_are_so_for_each_of_the_usual_systems()
    {
        if (!IsCompiledAhead)
        {
            Assert.AreNotEqual("true", Environment.GetEnvironmentVariable("CI"), "In CI packages are as they ship.");
            Assert.Inconclusive("The packages were made without -p:CompileTasksAhead=true.");
        }

        var files = Entries
            .Where(name => name.StartsWith(Tasks, StringComparison.Ordinal) && name.IndexOf('/', Tasks.Length) < 0)
            .Select(name => name[Tasks.Length..])
            .ToList();
        foreach (var folder in AheadFolders)
        {
            Assert.AreSequenceEqual(
                files,
                Entries.Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Select(name => name[folder.Length..]));
            foreach (var name in (string[])["OciArtifacts.Build.dll", "OciArtifacts.Core.dll"])
            {
                using var assembly = new PEReader(new MemoryStream(Bytes(folder + name)));
                Assert.IsGreaterThan(0, assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size, folder + name);
            }

            // Ahead-of-time compilation skips methods with types of MSBuild, because the compiler does not find them.
            using var tasks = new PEReader(new MemoryStream(Bytes(folder + "OciArtifacts.Build.dll")));
            foreach (var task in (string[])["PackOciArtifact", "PushOciArtifact", "ResolveOciArtifactTagsEarly", "OciTask"])
            {
                Assert.IsEmpty(new NativeMethods(tasks).MissingOf(task), folder + task);
            }
        }
    }

    [TestMethod]
    public void It_depends_on_nothing_and_is_a_development_dependency()
    {
        Assert.AreEqual("true", Nuspec("developmentDependency").Single().Value);
        Assert.IsEmpty(Nuspec("dependency"));
        Assert.IsEmpty(Nuspec("frameworkReference"));
    }

    [TestMethod]
    public void Every_assembly_that_its_deps_json_asks_for_is_there_and_no_other()
    {
        using var deps = JsonDocument.Parse(Text($"{Tasks}OciArtifacts.Build.deps.json"));
        var wanted = deps.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .Where(library => library.Value.TryGetProperty("runtime", out _))
            .SelectMany(library => library.Value.GetProperty("runtime").EnumerateObject())
            .Select(file => Path.GetFileName(file.Name));
        var found = Entries.Where(name =>
            name.StartsWith(Tasks, StringComparison.Ordinal)
            && name.EndsWith(".dll", StringComparison.Ordinal)
            && name.IndexOf('/', Tasks.Length) < 0);
        Assert.AreSequenceEqual(
            wanted.Order(StringComparer.Ordinal),
            found.Select(name => name[Tasks.Length..]).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void MSBuild_itself_is_not_in_it() =>
        Assert.IsEmpty(Entries.Where(name => name.Contains("Microsoft.Build", StringComparison.OrdinalIgnoreCase)));

    [TestMethod]
    public void The_readme_that_its_page_shows_is_that_of_the_repository()
    {
        Assert.AreEqual("README.md", Nuspec("readme").Single().Value);
        Assert.AreEqual(File.ReadAllText(Repository.Path("README.md")), Text("README.md"));
        Assert.Contains(_id, Text("README.md"));
    }

    [TestMethod]
    public void Every_code_that_can_be_raised_has_its_page_in_the_repository_and_in_the_package()
    {
        var codes = CodesOfTargets().Concat(CodesOfLibrary()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.Contains("OCIA1001", codes);
        Assert.Contains("OCIA4003", codes);
        Assert.IsEmpty(codes.Where(code => !File.Exists(Repository.Path($"{Pages}{code}.md"))), "without a page in the repository");
        Assert.IsEmpty(
            codes.Where(code => !Entries.Contains($"{Pages}{code}.md", StringComparer.Ordinal)), "without a page in the package");
    }

    [TestMethod]
    public async Task Samples_get_it_from_this_run_and_from_nowhere_else()
    {
        var run = await PackageRun.GetAsync();
        using var sample = await SampleProject.NewAsync("Restored", User);
        await sample.RunAsync("restore");
        var assembly = (await sample.RunAsync("msbuild", "-getProperty:OciArtifactsTasksAssembly")).Output.Trim();
        var platform = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var system = $"{platform}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}/";
        var folder = IsCompiledAhead && AheadFolders.Contains(Tasks + system) ? Tasks + system : Tasks;
        Assert.AreEqual(Path.Combine(run.Unpacked(_id), folder, "OciArtifacts.Build.dll"), Path.GetFullPath(assembly));
        Assert.AreSequenceEqual(
            Bytes($"{folder}OciArtifacts.Build.dll"),
            await File.ReadAllBytesAsync(assembly, TestContext.CancellationToken));
    }

    private static IEnumerable<string> CodesOfTargets() =>
        Directory.GetFiles(Repository.Path("src/OciArtifacts.Build/msbuild"))
            .SelectMany(file => Code().Matches(File.ReadAllText(file))).Select(match => match.Value);

    private static IEnumerable<string> CodesOfLibrary() =>
        EnumValue().Matches(File.ReadAllText(Repository.Path("src/OciArtifacts.Core/OciErrorCode.cs")))
            .Select(match => $"OCIA{match.Groups["code"].Value}");

    [GeneratedRegex("OCIA[0-9]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\s+\w+ = (?<code>[0-9]{4}),", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex EnumValue();

    /// <summary>The files that all packages have, with their digests.</summary>
    internal IReadOnlyList<string> Shared => [.. Entries
        .Except(OwnFiles.Append($"{_id}.nuspec"), StringComparer.Ordinal)
        .Select(name => $"{name} {Convert.ToHexStringLower(SHA256.HashData(Bytes(name)))}")];

    /// <summary>Elements of the metadata.</summary>
    private protected IEnumerable<XElement> Nuspec(string name)
    {
        var nuspec = XDocument.Parse(Text($"{_id}.nuspec"));
        return nuspec.Descendants(nuspec.Root!.Name.Namespace + name);
    }

    private void Dispose(bool disposing)
    {
        if (disposing) _package.Dispose();
    }

    private byte[] Bytes(string entry)
    {
        using var stream = _package.GetEntry(entry)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private string Text(string entry)
    {
        using var reader = new StreamReader(_package.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }
}

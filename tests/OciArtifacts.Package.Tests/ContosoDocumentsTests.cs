using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>A project that is only an artifact, with OciArtifacts.Sdk alone.</summary>
[TestClass]
public sealed class ContosoDocumentsTests : SampleTests
{
    private const string Name = "contosodocuments";

    [TestMethod]
    public async Task A_build_packs_a_layout_of_the_files_of_the_project()
    {
        var sample = await CopyOfAsync("ContosoDocuments");
        sample.Output = "Debug/net10.0";
        var build = await sample.RunAsync("build");
        var layout = sample.Layout;
        Assert.AreEqual("application/vnd.contoso.documents.v1", layout.Manifest.ArtifactType);
        Assert.AreEqual("application/vnd.oci.empty.v1+json", layout.Manifest.Config.MediaType);
        Assert.AreSequenceEqual(
            ["cleaning.md text/markdown", "contents.json application/json", "turning.md text/markdown"],
            layout.Manifest.Layers.Select(layer => $"{layer.Title} {layer.MediaType}").Order(StringComparer.Ordinal));
        Assert.AreSequenceEqual(
            await File.ReadAllBytesAsync(sample["guides/turning.md"], TestContext.CancellationToken),
            layout.Unpack()["turning.md"]);
        Assert.HasCount(1, build.Lines.Where(line => line == $"ContosoDocuments -> {sample.LayoutFolder}:1.0.0@{layout.Root.Digest}"));
    }

    [TestMethod]
    public async Task No_compiler_runs_no_assembly_is_made_and_no_publish_folder()
    {
        var sample = await CopyOfAsync("ContosoDocuments");
        sample.Write("Program.cs", "does not compile");
        sample.Write("Texts.resx", "is not XML");

        // Settings that a repository makes for all projects must not change the artifact.
        sample.Write("../Directory.Build.props",
            """
            <Project>
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <DebugType>portable</DebugType>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
            </Project>
            """);
        await sample.RunAsync("build", "-c", "Release");
        await sample.PublishAsync();
        Assert.HasCount(3, sample.Layout.Manifest.Layers);
        Assert.AreSequenceEqual(["oci"], Directory.GetFileSystemEntries(sample[$"bin/{sample.Output}"]).Select(Path.GetFileName));
        Assert.IsEmpty(FileTree.Of(sample["obj"]).Paths.Where(path => Path.GetExtension(path) is ".dll" or ".pdb" or ".cs" or ".xml"));
    }

    [TestMethod]
    [DataRow("publish")]
    [DataRow("msbuild", "-restore", "-t:Publish", "-p:Configuration=Release")]
    [DataRow("build", "-t:PublishOciArtifact", "-c", "Release")]
    public async Task A_publish_packs_once_pushes_and_writes_no_layout(params string[] arguments)
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await CopyOfAsync("ContosoDocuments");
        var build = await sample.RunAsync([.. arguments, "-v:d", $"-p:OciArtifactRegistry={registry.Host}"]);
        Assert.AreSequenceEqual(["1.0.0"], registry.Tags(Name));
        Assert.IsTrue(registry.TryGetManifest(Name, sample.Report.Digest, out _, out _));
        Assert.IsFalse(Directory.Exists(sample.LayoutFolder), "There is a layout.");
        Assert.HasCount(1, build.Lines.Where(line => line.Contains("Task \"PackOciArtifact\"", StringComparison.Ordinal)));
        Assert.HasCount(1, build.Lines.Where(line => line == $"ContosoDocuments -> {registry.Host}/{Name}:1.0.0@{sample.Report.Digest}"));
    }

    [TestMethod]
    public async Task A_build_sends_nothing_and_leaves_its_layout_although_a_registry_is_named()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await CopyOfAsync("ContosoDocuments");
        await sample.RunAsync("build", "-c", "Release", $"-p:OciArtifactRegistry={registry.Host}");
        Assert.IsEmpty(registry.Requests);
        Assert.AreSequenceEqual(["1.0.0"], sample.Layout.Tags);
    }

    [TestMethod]
    public async Task Each_way_to_ask_gives_digest_and_item()
    {
        var sample = await CopyOfAsync("ContosoDocuments");
        await sample.RunAsync("restore");
        string[][] ways = [["publish", "--no-build"], ["publish"], ["build", "-t:Build", "-c", "Release"]];
        foreach (var way in ways)
        {
            if (Directory.Exists(sample.LayoutFolder)) Directory.Delete(sample.LayoutFolder, recursive: true);
            var build = await sample.RunAsync([.. way, "-getProperty:OciArtifactDigest", "-getItem:GeneratedOciArtifact"]);
            using var answer = JsonDocument.Parse(build.Output);
            Assert.AreEqual(
                sample.Layout.Root.Digest,
                answer.RootElement.GetProperty("Properties").GetProperty("OciArtifactDigest").GetString());
            var item = answer.RootElement.GetProperty("Items").GetProperty("GeneratedOciArtifact").EnumerateArray().Single();
            Assert.AreEqual(sample.LayoutFolder, item.GetProperty("Identity").GetString());
        }
    }

    [TestMethod]
    public async Task Cleaning_takes_away_what_a_build_made_and_packing_a_package_makes_none()
    {
        var sample = await CopyOfAsync("ContosoDocuments");
        await sample.RunAsync("build", "-c", "Release");
        Assert.IsTrue(Directory.Exists(sample.WorkOfPackage) && Directory.Exists(sample.LayoutFolder));
        await sample.RunAsync("clean", "-c", "Release");
        Assert.IsFalse(Directory.Exists(sample.WorkOfPackage), "The work folder is there.");
        Assert.IsFalse(Directory.Exists(sample.LayoutFolder), "The layout is there.");
        await sample.RunAsync("pack");
        Assert.IsEmpty(Directory.GetFiles(sample["."], "*.nupkg", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task Where_it_is_switched_off_neither_build_nor_publish_makes_anything()
    {
        var sample = await CopyOfAsync("ContosoDocuments");
        await sample.RunAsync("build", "-c", "Release", "-p:PublishOciArtifact=false");
        await sample.PublishAsync("-p:PublishOciArtifact=false");
        Assert.IsFalse(Directory.Exists(sample.WorkOfPackage) || Directory.Exists(sample.LayoutFolder));
    }
}

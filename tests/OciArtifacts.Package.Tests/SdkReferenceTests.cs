using System.IO.Compression;
using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>Projects that are only an artifact among other projects, and with packages.</summary>
[TestClass]
public sealed class SdkReferenceTests : SampleTests
{
    private const string AppFolder = "../App/bin/Release/net10.0";
    private const string Documents = """<ItemGroup><OciArtifactFile Include="*.md" /></ItemGroup>""";

    [TestMethod]
    public async Task An_app_that_references_it_is_published_without_an_assembly_of_it()
    {
        var sample = await NewAsync(
            "App", ProjectFile.App("""<ItemGroup><ProjectReference Include="../Documents/Documents.csproj" /></ItemGroup>"""));
        sample.Write("Program.cs", "return;");
        sample.Write("../Documents/Documents.csproj", ProjectFile.Artifact("", Documents));
        sample.Write("../Documents/first.md", "first");
        await sample.RunAsync("build", "-c", "Release", "-warnaserror");

        // With NoBuild, the SDK asks references for their assemblies in another way.
        await sample.PublishAsync("--no-build", "-warnaserror");
        var published = FileTree.Of(sample.PublishFolder).Paths;
        Assert.Contains("App.dll", published);
        Assert.IsEmpty(published.Where(path => path.StartsWith("Documents", StringComparison.Ordinal)));
        Assert.AreSequenceEqual(["first.md"], LayoutReader.Open(sample["../Documents/bin/Release/net10.0/oci"]).Unpack().Paths);
    }

    [TestMethod]
    public async Task What_it_references_is_built_before_whatever_its_framework()
    {
        var sample = await NewAsync("Artifact", ProjectFile.Artifact(
            "<TargetFramework>netstandard2.0</TargetFramework>",
            """<ItemGroup><ProjectReference Include="../App/App.csproj" />"""
                + $"""<OciArtifactFile Include="{AppFolder}/App.dll" /></ItemGroup>"""));
        WriteApp(sample);
        sample.Output = "Release/netstandard2.0";
        await sample.RunAsync("build", "-c", "Release");
        Assert.AreSequenceEqual(["App.dll"], sample.Layout.Unpack().Paths);
        Assert.IsFalse(File.Exists(sample[$"bin/{sample.Output}/App.dll"]), "The reference was copied.");
    }

    [TestMethod]
    public async Task Publish_output_is_that_of_its_references_where_it_is_wanted()
    {
        var sample = await NewAsync("Artifact", ProjectFile.Artifact(
            "<OciArtifactIncludePublishOutput>true</OciArtifactIncludePublishOutput>",
            """<ItemGroup><ProjectReference Include="../App/App.csproj" /></ItemGroup>"""));
        WriteApp(sample);
        await sample.PublishAsync();
        var unpacked = sample.Layout.Unpack();
        Assert.Contains("App.dll", unpacked.Paths);
        Assert.IsEmpty(unpacked.Paths.Where(path => path.StartsWith("Artifact", StringComparison.Ordinal)));
        Assert.AreEqual(FileTree.Of(sample.PublishFolder).ToString(), unpacked.ToString());
    }

    [TestMethod]
    public async Task A_package_may_say_what_the_type_is()
    {
        var sample = await NewAsync("Artifact", ProjectFile.With(ProjectFile.Sdk, "", Documents,
            """<ItemGroup><PackageReference Include="Contoso.ArtifactTypes" Version="1.0.0" PrivateAssets="all" /></ItemGroup>"""));
        sample.Write("first.md", "first");
        WritePackage(Directory.CreateDirectory(sample["../types"]).FullName);
        await sample.PublishAsync($"-p:RestoreAdditionalProjectSources={sample["../types"]}");
        Assert.AreEqual("application/vnd.contoso.shared.v1", sample.Layout.Manifest.ArtifactType);
    }

    [TestMethod]
    public async Task A_solution_with_one_is_built_and_published()
    {
        var sample = await NewAsync("Documents", ProjectFile.Artifact("", Documents));
        sample.Write("first.md", "first");
        WriteApp(sample);
        const string Kind = "{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}";
        sample.Write("../All.sln",
            $$"""
            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{{Kind}}") = "App", "App\App.csproj", "{11111111-1111-1111-1111-111111111111}"
            EndProject
            Project("{{Kind}}") = "Documents", "Documents\Documents.csproj", "{22222222-2222-2222-2222-222222222222}"
            EndProject
            Global
              GlobalSection(SolutionConfigurationPlatforms) = preSolution
                Release|Any CPU = Release|Any CPU
              EndGlobalSection
              GlobalSection(ProjectConfigurationPlatforms) = postSolution
                {11111111-1111-1111-1111-111111111111}.Release|Any CPU.ActiveCfg = Release|Any CPU
                {11111111-1111-1111-1111-111111111111}.Release|Any CPU.Build.0 = Release|Any CPU
                {22222222-2222-2222-2222-222222222222}.Release|Any CPU.ActiveCfg = Release|Any CPU
                {22222222-2222-2222-2222-222222222222}.Release|Any CPU.Build.0 = Release|Any CPU
              EndGlobalSection
            EndGlobal
            """);
        await sample.RunAsync("build", "../All.sln", "-c", "Release");
        var built = sample.Layout.Root.Digest;
        Directory.Delete(sample.LayoutFolder, recursive: true);
        await sample.PublishAsync("../All.sln", "-c", "Release");
        Assert.AreEqual(built, sample.Layout.Root.Digest);
        Assert.IsTrue(File.Exists(sample[$"{AppFolder}/publish/App.dll"]));
        Assert.IsFalse(Directory.Exists(sample[$"{AppFolder}/oci"]), "The app is an artifact too.");
    }

    private static void WriteApp(SampleProject sample)
    {
        sample.Write("../App/App.csproj", ProjectFile.App());
        sample.Write("../App/Program.cs", "return;");
    }

    private static void WritePackage(string folder)
    {
        using var package = ZipFile.Open(Path.Combine(folder, "Contoso.ArtifactTypes.1.0.0.nupkg"), ZipArchiveMode.Create);
        Add("Contoso.ArtifactTypes.nuspec",
            "<package><metadata><id>Contoso.ArtifactTypes</id><version>1.0.0</version>"
                + "<authors>Contoso</authors><description>Types.</description></metadata></package>");
        Add("build/Contoso.ArtifactTypes.props",
            "<Project><PropertyGroup><OciArtifactType>application/vnd.contoso.shared.v1</OciArtifactType></PropertyGroup></Project>");

        void Add(string entry, string text)
        {
            using var writer = new StreamWriter(package.CreateEntry(entry).Open());
            writer.Write(text);
        }
    }
}

using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>A solution that gives the package to every project, by central package management, and publishes all of them.</summary>
[TestClass]
public sealed class SolutionTests : SampleTests
{
    private const string Output = "bin/Release/net10.0";
    private static SampleProject _solution = null!;

    [ClassInitialize]
    public static async Task PublishAsync(TestContext context)
    {
        _solution = await SampleProject.NewAsync(
            "App", ProjectFile.App("""<ItemGroup><ProjectReference Include="../Library/Library.csproj" /></ItemGroup>"""));
        _solution.Write("Program.cs", "return;");
        _solution.Write(
            "../Library/Library.csproj",
            ProjectFile.Of("<TargetFramework>net10.0</TargetFramework><IsPublishable>false</IsPublishable>"));
        _solution.Write(
            "../Silent/Silent.csproj",
            ProjectFile.Of("<TargetFramework>net10.0</TargetFramework><PublishOciArtifact>false</PublishOciArtifact>"));
        _solution.Write("../Directory.Packages.props",
            """
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><GlobalPackageReference Include="OciArtifacts.Build" Version="0.1.0" /></ItemGroup>
            </Project>
            """);
        _solution.Write("../All.slnx",
            """<Solution><Project Path="App/App.csproj" /><Project Path="Library/Library.csproj" />"""
                + """<Project Path="Silent/Silent.csproj" /></Solution>""");
        await _solution.PublishAsync("../All.slnx", "-c", "Release");
    }

    [ClassCleanup]
    public static void Delete() => _solution?.Dispose();

    [TestInitialize]
    public void Share() => Shared(_solution);

    [TestMethod]
    public void The_app_is_an_artifact_with_its_library_in_a_layer()
    {
        Assert.AreEqual(FileTree.Of(_solution.PublishFolder).ToString(), _solution.Layout.Unpack().ToString());
        Assert.AreSequenceEqual(["projects", "symbols", "app"], _solution.Report.LayerNames);
    }

    [TestMethod]
    public void A_library_that_is_not_publishable_makes_no_artifact()
    {
        Assert.IsTrue(File.Exists(_solution[$"../Library/{Output}/Library.dll"]));
        Assert.IsFalse(Directory.Exists(_solution[$"../Library/{Output}/oci"]));
    }

    [TestMethod]
    public void A_project_that_switches_it_off_is_published_without_an_artifact()
    {
        Assert.IsTrue(File.Exists(_solution[$"../Silent/{Output}/publish/Silent.dll"]));
        Assert.IsFalse(Directory.Exists(_solution[$"../Silent/{Output}/oci"]));
    }
}

using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>
/// A misspelled or misplaced setting without effect gives a warning, in each place where it can be written.
/// </summary>
[TestClass]
public sealed class MeantSettingsTests : SampleTests
{
    [TestMethod]
    public async Task Misspelled_names_are_found_wherever_they_are_written()
    {
        using var app = await AppAsync();
        app.Write(
            "../Directory.Build.props",
            "<Project><PropertyGroup><OciArtifactTagPolcy>Fail</OciArtifactTagPolcy></PropertyGroup></Project>");
        app.Write("../Directory.Build.targets", "<Project><PropertyGroup><OciArtifactPolcy>x</OciArtifactPolcy></PropertyGroup></Project>");
        app.Write("App.csproj.user", "<Project><PropertyGroup><OciArtifactTyp>x</OciArtifactTyp></PropertyGroup></Project>");
        app.Write(
            "Properties/PublishProfiles/Mine.pubxml",
            "<Project><PropertyGroup><OciArtifactRegistery>x</OciArtifactRegistery></PropertyGroup></Project>");
        app.Environment["OCIARTIFACTS_USERNAM"] = "someone";
        string[] meant =
        [
            "OciArtifactTagPolcy", "OciArtifactPolcy", "OciArtifactTyp", "OciArtifactRegistery", "OCIARTIFACTS_USERNAM",
            "OciArtifactTag",
        ];
        for (var publish = 0; publish < 2; publish++)
        {
            var build = await app.PublishAsync("-p:PublishProfile=Mine", "-p:OciArtifactTag=secret");
            foreach (var name in meant)
            {
                var said = Warnings(build).Where(line => line.Contains($" {name} is not known", StringComparison.Ordinal));
                Assert.HasCount(1, said.Distinct(), $"{name}: {build.All}");
            }

            Assert.IsFalse(
                Warnings(build).Any(line =>
                    line.Contains("secret", StringComparison.Ordinal) || line.Contains("someone", StringComparison.Ordinal)),
                build.All);
        }

        var silent = await app.PublishAsync("--no-build", "-p:PublishProfile=Mine", "-p:NoWarn=OCIA2013");
        Assert.IsEmpty(Warnings(silent), silent.All);
    }

    [TestMethod]
    [DataRow("-m:2")]
    [DataRow("-m:1")]
    [DataRow("-mt")]
    public async Task Two_projects_of_a_solution_with_one_repository_are_an_error_that_names_both(string nodes)
    {
        using var app = await AppAsync();
        app.Write("../Other/Other.csproj", ProjectFile.App(ProjectFile.Reference));
        app.Write("../Other/Program.cs", "return;");
        app.Write("../All.slnx", """<Solution><Project Path="App/App.csproj" /><Project Path="Other/Other.csproj" /></Solution>""");
        await using var registry = await TestRegistry.StartAsync();
        var build = await app.TryPublishAsync(
            "../All.slnx", nodes, $"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactRepository=team/all");
        Assert.AreEqual(1, build.ExitCode, build.All);
        Assert.AreSequenceEqual(["OCIA2014"], build.ErrorCodes, null, build.All);
        StringAssert.Contains(build.Errors[0], app["App.csproj"]);
        StringAssert.Contains(build.Errors[0], app["../Other/Other.csproj"]);
        StringAssert.Contains(build.Errors[0], $"{registry.Host}/team/all:1.0.0");
        Assert.AreSequenceEqual(["1.0.0"], registry.Tags("team/all"));
        Assert.HasCount(1, registry.Requests.Where(request =>
            request.Method == "PUT" && request.Path.Contains("/manifests/", StringComparison.Ordinal)));
    }

    private static async Task<SampleProject> AppAsync()
    {
        var app = await SampleProject.NewAsync("App", ProjectFile.App(ProjectFile.Reference));
        app.Write("Program.cs", "return;");
        return app;
    }

    private static List<string> Warnings(BuildResult build) =>
        [.. build.Lines.Where(line => line.Contains("warning OCIA", StringComparison.Ordinal)).Distinct()];
}

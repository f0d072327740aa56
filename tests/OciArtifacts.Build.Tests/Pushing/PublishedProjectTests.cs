using OciArtifacts.Build.Pushing;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Pushing;

/// <summary>A project that is only built as a reference never counts as the published project.</summary>
[TestClass]
public sealed class PublishedProjectTests
{
    [TestMethod]
    [DataRow("App", "publish", true, DisplayName = "in its folder")]
    [DataRow("App", "publish -c Release -o out", true, DisplayName = "with options")]
    [DataRow("App", "publish -o ../empty", true, DisplayName = "the value of an option is a folder without a project")]
    [DataRow("App", "publish .", true, DisplayName = "a dot")]
    [DataRow("App", "publish App.csproj", true, DisplayName = "by its file")]
    [DataRow(".", "publish App/App.csproj", true, DisplayName = "by its file from above")]
    [DataRow(".", "publish App/", true, DisplayName = "by its folder")]
    [DataRow("Other", "publish ../App -p:OciArtifactRegistry=a", true, DisplayName = "by its folder from another project")]
    [DataRow("App", "publish ../Other", false, DisplayName = "another one by its folder")]
    [DataRow("App", "publish ../Other/Other.fsproj", false, DisplayName = "another one by its file")]
    [DataRow("Other", "publish", false, DisplayName = "another one in its folder")]
    [DataRow(".", "publish", false, DisplayName = "a folder without a project")]
    [DataRow("App", "/nologo /nodemode:1", false, DisplayName = "a worker, which is told nothing")]
    public void The_command_line_names_it(string startup, string words, bool isCertain)
    {
        using var work = Projects();
        Assert.AreEqual(isCertain, Project(work, startup, words).IsCertain());
    }

    [TestMethod]
    [DataRow("App/App.csproj", "True", true)]
    [DataRow("App/App.csproj", "False", false, DisplayName = "one that the solution leaves out")]
    [DataRow("Other/Other.fsproj", "True", false, DisplayName = "one that is not in the solution")]
    public void The_projects_that_a_solution_builds_are_published(string listed, string isBuilt, bool isCertain)
    {
        using var work = Projects();
        var contents =
            $"""<SolutionConfiguration><ProjectConfiguration Project="A" AbsolutePath="{work[listed]}" """
            + $"""BuildProjectInSolution="{isBuilt}">Release|AnyCPU</ProjectConfiguration></SolutionConfiguration>""";
        Assert.AreEqual(isCertain, (Project(work, ".", "publish") with { SolutionContents = contents }).IsCertain());
    }

    [TestMethod]
    public void A_file_based_app_is_named_by_its_file()
    {
        using var work = new WorkFolder("published");
        work.Write("app.cs", "");
        Assert.IsTrue((Project(work, ".", "publish app.cs") with { ProjectFile = work["app.csproj"] }).IsCertain());
        Assert.IsFalse((Project(work, ".", "publish app.cs") with { ProjectFile = work["Library/Library.csproj"] }).IsCertain());
    }

    private static WorkFolder Projects()
    {
        var work = new WorkFolder("published");
        work.Write("App/App.csproj", "");
        work.Write("Other/Other.fsproj", "");
        work.Write("empty/readme.txt", "");
        return work;
    }

    private static PublishedProject Project(WorkFolder work, string startup, string words) => new(work["App/App.csproj"])
    {
        StartupDirectory = Path.GetFullPath(work[startup]),
        CommandLine = ["dotnet", .. words.Split(' ')],
    };
}

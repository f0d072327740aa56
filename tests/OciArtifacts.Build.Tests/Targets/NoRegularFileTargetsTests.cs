using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Targets;

/// <summary>Paths of pipes, sockets and devices, through the targets and the wildcards of MSBuild.</summary>
[TestClass]
[DoNotParallelize]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class NoRegularFileTargetsTests
{
    [TestMethod]
    [Timeout(120_000)]
    [DataRow("d")]
    [DataRow("d/**/*")]
    [DataRow("d/pipe")]
    public async Task A_pipe_in_a_folder_and_as_an_item_is_refused_at_once(string include)
    {
        using var project = new TargetsProject();
        Directory.CreateDirectory(project["d"]);
        await SpecialFile.MakePipeAsync(project["d/pipe"]);
        AssertRefused(project, include, "OCIA3008", $"'{project["d/pipe"]}' is a named pipe, and only a regular file can be read.");
    }

    [TestMethod]
    [DataRow("d")]
    [DataRow("d/**/*")]
    public void A_link_that_leads_nowhere_says_where(string include)
    {
        using var project = new TargetsProject();
        Directory.CreateDirectory(project["d"]);
        File.CreateSymbolicLink(project["d/link"], "gone.txt");
        AssertRefused(project, include, "OCIA2004", $"'{project["d/link"]}' is a link to 'gone.txt', which does not exist.");
    }

    [TestMethod]
    public void A_link_to_a_folder_that_it_is_in_is_said_once()
    {
        using var project = new TargetsProject();
        Directory.CreateDirectory(project["d/sub"]);
        Directory.CreateSymbolicLink(project["d/sub/up"], "..");
        AssertRefused(project, "d", "OCIA3003", $"'{project["d/sub/up"]}' is a link to '..', a folder that the link is in");
    }

    [TestMethod]
    [DataRow("d")]
    [DataRow("d/**/*")]
    public void A_backslash_in_a_name_is_refused_in_both_forms(string include)
    {
        using var project = new TargetsProject();
        Directory.CreateDirectory(project["d"]);
        File.WriteAllText(Path.Combine(project["d"], "a\\b"), "x");
        AssertRefused(project, include, "OCIA2008", $"'{project["d"]}/a\\b' has a backslash in its name");
    }

    [TestMethod]
    public void A_link_out_of_the_project_is_named()
    {
        using var elsewhere = new WorkFolder("elsewhere");
        elsewhere.Write("x", "x");
        using var project = new TargetsProject();
        Directory.CreateDirectory(project["d"]);
        File.CreateSymbolicLink(project["d/x"], elsewhere["x"]);
        Assert.IsTrue(project.Build("Publish", Item("d/**/*")), project.All);
        StringAssert.Contains(project.All, $"'{project["d/x"]}' is a link to '{elsewhere["x"]}', which is not in the project.");
    }

    private static void AssertRefused(TargetsProject project, string include, string code, string message)
    {
        Assert.IsFalse(project.Build("Publish", Item(include)));
        var error = project.Errors.Single();
        Assert.AreEqual(code, error.Code, error.Message);
        StringAssert.Contains(error.Message, message);
    }

    private static string Item(string include) => $"""<ItemGroup><OciArtifactFile Include="{include}" /></ItemGroup>""";
}

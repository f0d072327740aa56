using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>Paths of pipes, sockets and devices, in every place where a project can name a path.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class NoRegularFileTests
{
    private const string Type = "application/vnd.contoso.widget.v1";

    [TestMethod]
    [Timeout(120_000)]
    [DataRow("file")]
    [DataRow("layer")]
    [DataRow("folder")]
    [DataRow("publish folder")]
    [DataRow("referrer")]
    [DataRow("config")]
    [DataRow("type definition")]
    [DataRow("policy")]
    [DataRow("metadata")]
    [DataRow("ignore file")]
    public async Task A_pipe_is_refused_at_once(string place)
    {
        using var project = new PackFixture();
        var pipe = project[place switch
        {
            "folder" or "layer" => "d/pipe",
            "publish folder" => "publish/pipe",
            "metadata" => "chart/Chart.yaml",
            "ignore file" => "chart/.helmignore",
            _ => "pipe",
        }];
        project.Write("d/x", "x");
        project.Write("chart/values.yaml", "a: 1");
        if (place == "ignore file") project.Write("chart/Chart.yaml", "name: app\nversion: 1.0.0\napiVersion: v2\n");
        await SpecialFile.MakePipeAsync(pipe);
        Set(project, place, pipe);
        var error = project.Fail();
        StringAssert.StartsWith(error, "OCIA3008: ");
        StringAssert.Contains(error, $"'{pipe}' is a named pipe, and only a regular file can be read.");
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow("/dev/zero", "OCIA3008", "is a link to '/dev/zero', which is a device")]
    [DataRow("gone.txt", "OCIA2004", "is a link to 'gone.txt', which does not exist.")]
    [DataRow("x", "OCIA3003", "is a link to 'x', which leads back to the link.")]
    public void A_link_says_where_it_leads_alone_and_in_a_folder(string target, string code, string message)
    {
        foreach (var include in new[] { "d", "d/x" })
        {
            using var project = new PackFixture();
            Directory.CreateDirectory(project["d"]);
            File.CreateSymbolicLink(project["d/x"], target);
            project.Task.Files = [Item(include)];
            var error = project.Fail();
            StringAssert.StartsWith(error, $"{code}: '{project["d/x"]}'");
            StringAssert.Contains(error, message);
        }
    }

    [TestMethod]
    public void A_link_to_a_folder_that_it_is_in_is_said_once()
    {
        using var project = new PackFixture();
        project.Write("d/sub/x", "x");
        Directory.CreateSymbolicLink(project["d/sub/up"], "..");
        project.Task.Files = [Item("d")];
        StringAssert.StartsWith(project.Fail(), $"OCIA3003: '{project["d/sub/up"]}' is a link to '..', a folder that the link is in");
    }

    // The folder itself, or the files that a wildcard of MSBuild finds in it.
    [TestMethod]
    [DataRow("a\\b", "d/a/b", "has a backslash in its name")]
    [DataRow("C:x", "d/C:x", "begin with no drive such as C:.")]
    [DataRow("a:b", "d/a:b", "begin with no drive such as C:.")]
    public void A_name_that_other_systems_refuse_is_refused_in_a_folder_and_by_a_wildcard(string name, string item, string message)
    {
        foreach (var include in new[] { "d", item })
        {
            using var project = new PackFixture();
            project.Write($"d/{name}", "x");
            project.Task.Files = [Item(include, ("RecursiveDir", ""))];
            var error = project.Fail();
            StringAssert.StartsWith(error, "OCIA2008: ");
            StringAssert.Contains(error, message);
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_name_that_is_not_UTF_8_is_refused_in_a_folder_and_by_a_wildcard()
    {
        foreach (var include in new[] { "d", $"d/{SpecialFile.NameByBytes}" })
        {
            using var project = new PackFixture();
            Directory.CreateDirectory(project["d"]);
            await SpecialFile.MakeNamedByBytesAsync(project["d"]);
            project.Task.Files = [Item(include)];
            StringAssert.StartsWith(project.Fail(), $"OCIA2008: '{project[$"d/{SpecialFile.NameByBytes}"]}' has a name that is not UTF-8");
            await SpecialFile.RemoveAsync(project["d"]);
        }
    }

    [TestMethod]
    [DataRow("nl\nx")]
    [DataRow("tab\tx")]
    [DataRow("end ")]
    [DataRow("%41")]
    [DataRow(".hidden")]
    [DataRow("name:tag")]
    public void Odd_names_that_are_names_are_packed(string name)
    {
        using var project = new PackFixture();
        project.Write($"d/{name}", "x");
        project.Task.Files = [Item("d", ("Layer", "l"))];
        project.Pack();
    }

    [TestMethod]
    public void A_link_out_of_the_project_is_packed_and_named_once()
    {
        using var elsewhere = new WorkFolder("elsewhere");
        elsewhere.Write("secret/key", "k");
        using var project = new PackFixture();
        project.Write("inside", "x");
        Directory.CreateDirectory(project["d"]);
        File.CreateSymbolicLink(project["d/in"], "../inside");
        File.CreateSymbolicLink(project["d/key"], elsewhere["secret/key"]);
        Directory.CreateSymbolicLink(project["d/all"], elsewhere["secret"]);
        project.Task.Files = [Item("d", ("Layer", "a")), Item("d/key", ("Layer", "b"))];
        project.Pack();
        CollectionAssert.AreEqual(
            new[]
            {
                $"'{project["d/all"]}' is a link to '{elsewhere["secret"]}', which is not in the project. What is there is packed.",
                $"'{project["d/key"]}' is a link to '{elsewhere["secret/key"]}', which is not in the project. What is there is packed.",
            },
            project.Engine.Messages.Where(message => message.Contains("is a link to", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void Of_many_links_out_of_the_project_some_are_named()
    {
        using var elsewhere = new WorkFolder("elsewhere");
        elsewhere.Write("x", "x");
        using var project = new PackFixture();
        Directory.CreateDirectory(project["d"]);
        for (var i = 0; i < 15; i++) File.CreateSymbolicLink(project[$"d/{i:D2}"], elsewhere["x"]);
        project.Task.Files = [Item("d", ("Layer", "a"))];
        project.Pack();
        Assert.HasCount(10, project.Engine.Messages.Where(message => message.Contains("is a link to", StringComparison.Ordinal)));
        CollectionAssert.Contains(project.Engine.Messages, "5 more links lead out of the project. What is there is packed.");
    }

    [TestMethod]
    public void Messages_about_links_out_of_the_project_can_be_hidden()
    {
        using var elsewhere = new WorkFolder("elsewhere");
        elsewhere.Write("x", "x");
        using var project = new PackFixture();
        File.CreateSymbolicLink(project["x"], elsewhere["x"]);
        project.Task.Files = [Item("x")];
        project.Task.NoWarn = ["OCIA3009"];
        project.Pack();
        Assert.IsFalse(project.Engine.All.Contains("is a link to", StringComparison.Ordinal), project.Engine.All);
    }

    private static void Set(PackFixture project, string place, string pipe)
    {
        var task = project.Task;
        if (place != "publish folder") (task.PublishDirectory, task.ArtifactType) = ("", Type);
        switch (place)
        {
            case "file":
                task.Files = [Item(pipe)];
                break;
            case "layer":
                task.Files = [Item("d/x", ("Layer", "l")), Item(pipe, ("Layer", "l"))];
                break;
            case "folder":
                task.Files = [Item("d")];
                break;
            case "referrer":
                task.Referrers = [Item(pipe, ("ArtifactType", "application/vnd.contoso.note.v1"))];
                break;
            case "config":
                (task.ConfigFile, task.ConfigMediaType) = (pipe, "application/vnd.contoso.widget.config.v1+json");
                break;
            case "type definition":
                task.TypeDefinitions = [Item(pipe)];
                break;
            case "policy":
                task.Policy = pipe;
                break;
            case "metadata" or "ignore file":
                (task.ArtifactType, task.Files) = ("helm-chart", [Item("chart")]);
                break;
            default:
                break;
        }
    }
}

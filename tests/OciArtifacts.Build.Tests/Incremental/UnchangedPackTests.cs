using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Tasks;

namespace OciArtifacts.Build.Tests.Incremental;

/// <summary>A second packing does only the work that a change needs.</summary>
[TestClass]
public sealed class UnchangedPackTests
{
    private const string UpToDate = "is up to date.";

    [TestMethod]
    public void Without_a_change_nothing_is_made_and_all_is_said()
    {
        using var project = Project();
        project.Task.LayoutDirectory = project["out/oci"];
        Settle();
        project.Pack();
        var (digest, reference, item) = (project.Task.Digest, project.Task.Reference, project.Task.Artifact!.ItemSpec);
        var before = Stamps(project);
        using var again = project.Again();
        Assert.IsTrue(again.Execute(), project.Engine.All);
        Assert.Contains(UpToDate, project.Engine.All, StringComparison.Ordinal);
        Assert.AreEqual((digest, reference, item), (again.Digest, again.Reference, again.Artifact!.ItemSpec));
        Assert.AreSequenceEqual(before, Stamps(project));
        var report = project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];
        Assert.IsTrue(report.GetProperty("layers").EnumerateArray().All(layer => layer.GetProperty("cached").GetBoolean()));
        Assert.AreEqual(0, report.GetProperty("bytesHashed").GetInt64());
        Assert.AreEqual(digest, report.GetProperty("digest").GetString());
    }

    [TestMethod]
    public void From_the_second_time_on_nothing_is_written_at_all()
    {
        using var project = Project();
        Settle();
        project.Pack();
        Run(project);
        var before = Stamps(project, "*");
        Run(project);
        Assert.AreSequenceEqual(before, Stamps(project, "*"));
    }

    [TestMethod]
    [DataRow("a published file changes")]
    [DataRow("a published file is added")]
    [DataRow("a published file is gone")]
    [DataRow("a file of its own changes")]
    [DataRow("a file of a folder is added")]
    [DataRow("the policy changes")]
    [DataRow("a definition changes")]
    [DataRow("the config changes")]
    [DataRow("a referrer changes")]
    [DataRow("a property changes")]
    [DataRow("a tag changes")]
    [DataRow("an annotation is added")]
    [DataRow("a layer is gone")]
    [DataRow("a layer is damaged")]
    [DataRow("the manifest is gone")]
    [DataRow("the layout is gone")]
    [DataRow("the index of the layout changes")]
    [DataRow("a blob of the layout is gone")]
    [DataRow("the receipt is gone")]
    [DataRow("the receipt is damaged")]
    [DataRow("the memory of files is gone")]
    public void A_change_is_noticed(string what)
    {
        using var project = Project();
        project.Task.LayoutDirectory = project["out/oci"];
        project.Pack();
        using var again = project.Again();
        var layer = Directory.GetFiles(project["obj/ociartifacts/layers"], "*.layer")[0];
        switch (what)
        {
            case "a published file changes": project.Write("publish/App.dll", "apq"); break;
            case "a published file is added": project.Write("publish/more/New.dll", "new"); break;
            case "a published file is gone": File.Delete(project["publish/Other.dll"]); break;
            case "a file of its own changes": project.Write("own.txt", "xwo"); break;
            case "a file of a folder is added": project.Write("folder/b", "b"); break;
            case "the policy changes": project.Write("policy.json", """{"rules":[{"deny":["a/b"]}]} """); break;
            case "a definition changes": project.Write("type.json", Definition("Another gear")); break;
            case "the config changes": project.Write("config.json", """{"a":2}"""); break;
            case "a referrer changes":
                project.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","b":1}""");
                break;
            case "a property changes": again.Layering = "Single"; break;
            case "a tag changes": again.Tags = ["other"]; break;
            case "an annotation is added": again.Annotations = [ProjectItems.Item("com.contoso.colour", ("Value", "blue"))]; break;
            case "a layer is gone": File.Delete(layer); break;
            case "a layer is damaged": File.WriteAllBytes(layer, new byte[new FileInfo(layer).Length]); break;
            case "the manifest is gone": File.Delete(project["obj/ociartifacts/manifest.json"]); break;
            case "the layout is gone": Directory.Delete(project["out/oci"], recursive: true); break;
            case "the index of the layout changes": File.AppendAllText(project["out/oci/index.json"], " "); break;
            case "a blob of the layout is gone": File.Delete(Directory.GetFiles(project["out/oci/blobs/sha256"])[0]); break;
            case "the receipt is gone": File.Delete(project["obj/ociartifacts/packed.receipt"]); break;
            case "the receipt is damaged":
                File.WriteAllText(project["obj/ociartifacts/packed.receipt"], "OCIARC01 and more that is no receipt at all");
                break;
            case "the memory of files is gone": File.Delete(project["obj/ociartifacts/digests.bin"]); break;
            default: throw new NotSupportedException(what);
        }

        Assert.IsTrue(again.Execute(), project.Engine.All);
        Assert.DoesNotContain(UpToDate, project.Engine.All, StringComparison.Ordinal);
        Assert.IsTrue(File.Exists(project["out/oci/index.json"]));

        // The run after that finds everything unchanged, in each case.
        Run(project, again);
        Assert.Contains(UpToDate, project.Engine.All, StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_file_that_is_written_anew_and_the_same_is_no_change()
    {
        using var project = Project();
        Settle();
        project.Pack();
        File.SetLastWriteTimeUtc(project["publish/App.dll"], DateTime.UnixEpoch.AddYears(33));
        Settle();
        Run(project);
        Assert.Contains(UpToDate, project.Engine.All, StringComparison.Ordinal);
        Assert.AreEqual(3, project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0].GetProperty("bytesHashed").GetInt64());
        Run(project);
        Assert.AreEqual(0, project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0].GetProperty("bytesHashed").GetInt64());
    }

    [TestMethod]
    public void A_small_file_that_is_written_anew_each_time_is_read_and_nothing_is_written_for_it()
    {
        using var project = Project();
        Settle();
        project.Pack();
        List<string> before = [];
        for (var run = 1; run <= 5; run++)
        {
            if (run == 4) before = Stamps(project, "*");
            File.SetLastWriteTimeUtc(project["publish/App.dll"], DateTime.UnixEpoch.AddYears(run));
            Settle();
            Run(project);
            Assert.AreEqual(
                3, project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0].GetProperty("bytesHashed").GetInt64());
        }

        Assert.AreSequenceEqual(before, Stamps(project, "*"));
        project.Write("publish/App.dll", "new");
        var digest = project.Task.Digest;
        using var again = project.Again();
        Assert.IsTrue(again.Execute(), project.Engine.All);
        Assert.AreNotEqual(digest, again.Digest);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_change_that_keeps_size_and_time_is_noticed()
    {
        using var project = Project();
        project.Pack();
        var digest = project.Task.Digest;
        var path = project["publish/App.dll"];
        var time = File.GetLastWriteTimeUtc(path);
        File.WriteAllText(path, "apq");
        File.SetLastWriteTimeUtc(path, time);
        using var again = project.Again();
        Assert.IsTrue(again.Execute(), project.Engine.All);
        Assert.AreNotEqual(digest, again.Digest);
    }

    [TestMethod]
    public void Of_one_changed_file_only_the_layer_is_made()
    {
        using var project = Project();
        project.Pack();
        project.Write("own.txt", "changed");
        Run(project);
        var layers = project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0].GetProperty("layers");
        Assert.AreSequenceEqual(
            ["own.txt"],
            layers.EnumerateArray()
                .Where(layer => !layer.GetProperty("cached").GetBoolean())
                .Select(layer => layer.GetProperty("name").GetString()));
    }

    [TestMethod]
    public void What_was_warned_of_is_warned_of_again()
    {
        using var project = Project();
        project.Task.Files = [ProjectItems.Item("own.txt", ("MediaType", "application/vnd.oci.unknown.layer.v1.txt"))];
        project.Pack();
        var warnings = project.Engine.Warnings.Count;
        Assert.IsGreaterThan(0, warnings);
        Run(project);
        Assert.Contains(UpToDate, project.Engine.All, StringComparison.Ordinal);
        Assert.HasCount(2 * warnings, project.Engine.Warnings);
    }

    [TestMethod]
    public void What_failed_is_not_up_to_date()
    {
        using var project = Project();
        project.Task.ArtifactType = "application/vnd.oci.image.config.v1+json";
        Assert.IsFalse(project.Task.Execute());
        using var again = project.Again();
        Assert.IsFalse(again.Execute());
    }

    [TestMethod]
    public void A_question_is_answered_without_doing_anything()
    {
        using var project = Project();
        project.Task.FailIfNotIncremental = true;
        StringAssert.StartsWith(project.Fail(), "OCIA3007: The artifact of App would be packed");
        Assert.IsFalse(Directory.Exists(project["obj"]));
        project.Task.FailIfNotIncremental = false;
        using var first = project.Again();
        Assert.IsTrue(first.Execute());
        using var question = project.Again();
        question.FailIfNotIncremental = true;
        Assert.IsTrue(question.Execute());
        project.Write("publish/App.dll", "apq");
        var before = Stamps(project, "*");
        using var other = project.Again();
        other.FailIfNotIncremental = true;
        Assert.IsFalse(other.Execute());
        Assert.AreSequenceEqual(before, Stamps(project, "*"));
    }

    // A file that was read right after it was written is read again by the next run.
    private static void Settle() => Thread.Sleep(250);

    private static string Definition(string title) =>
        $$"""{"alias":"gear","title":"{{title}}","description":"A gear.","artifactType":"application/vnd.contoso.gear.v1","config":"""
        + """{"mediaTypes":["application/vnd.contoso.gear.config.v1+json"]},"layers":[{"name":"any","mediaTypes":["text/plain"]}]}""";

    private static PackFixture Project()
    {
        var project = new PackFixture();
        project.Write("publish/Other.dll", "other");
        project.Write("own.txt", "own");
        project.Write("folder/a", "a");
        project.Write("policy.json", """{"rules":[{"deny":["a/b"]}]}""");
        project.Write("type.json", Definition("A gear"));
        project.Write("config.json", """{"a":1}""");
        project.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","a":1}""");
        var task = project.Task;
        task.ArtifactType = "application/vnd.contoso.widget.v1";
        task.Policy = project["policy.json"];
        task.TypeDefinitions = [ProjectItems.Item("type.json")];
        task.ConfigFile = project["config.json"];
        task.ConfigMediaType = "application/vnd.contoso.widget.config.v1+json";
        task.Files = [ProjectItems.Item("own.txt", ("MediaType", "text/plain")), ProjectItems.Item("folder")];
        task.Referrers = [ProjectItems.Item("app.spdx.json")];
        return project;
    }

    private static void Run(PackFixture project, PackOciArtifact? like = null)
    {
        using var task = project.Again(like);
        Assert.IsTrue(task.Execute(), project.Engine.All);
    }

    private static List<string> Stamps(PackFixture project, string pattern = "*.layer") =>
        [
            .. Directory.GetFiles(project["obj"], pattern, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}"),
        ];
}

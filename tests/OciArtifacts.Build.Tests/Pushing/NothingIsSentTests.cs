using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Pushing;

/// <summary>
/// A push sends nothing before all checks have passed. The registry gets no content of an artifact with one error,
/// wherever the error is.
/// </summary>
[TestClass]
public class NothingIsSentTests
{
    private const string Wrong = "{ no json";

    private protected virtual bool IsEarly => false;

    [TestMethod]
    [DataRow("the first layer is not of its format", "OCIA5002")]
    [DataRow("a layer in the middle is not of its format", "OCIA5002")]
    [DataRow("the last layer is not of its format", "OCIA5002")]
    [DataRow("the last layer is the layout", "OCIA2006")]
    [DataRow("the file of the last layer is gone", "OCIA2004")]
    [DataRow("two layers have one title", "OCIA3001")]
    [DataRow("a title leads out", "OCIA2008")]
    [DataRow("the first referrer is not of its format", "OCIA5002")]
    [DataRow("the last referrer is not of its format", "OCIA5002")]
    [DataRow("a referrer has no annotation", "OCIA5004")]
    [DataRow("the file of a referrer is gone", "OCIA2004")]
    [DataRow("a referrer is of no known type", "OCIA2010")]
    [DataRow("the policy denies a referrer", "OCIA5010")]
    [DataRow("the policy denies the artifact", "OCIA5010")]
    [DataRow("the policy is not understood", "OCIA5011")]
    [DataRow("the config is no JSON", "OCIA5003")]
    [DataRow("the config is that of an image", "OCIA5006")]
    [DataRow("the layout is no layout", "OCIA3010")]
    [DataRow("the archive cannot be written", "OCIA3003")]
    public async Task Of_what_is_wrong_nothing_is_sent(string what, string code)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry);
        Spoil(project, what);
        using var engine = new KeepingEngine();
        Assert.IsFalse(Publish(engine, project));
        Assert.AreEqual(code, engine.Errors.Single().Code, engine.All);

        // The end of the build waits for all early work.
        engine.Dispose();
        Assert.IsEmpty(Sent(registry));
        Assert.IsEmpty(registry.Repositories);
    }

    [TestMethod]
    public async Task Of_an_index_with_one_entry_that_is_wrong_nothing_is_sent()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry);
        foreach (var platform in (string[])["linux_amd64", "linux_arm64", "windows_amd64"])
        {
            project.Write($"p/terraform-provider-x_1.2.3_{platform}.zip", platform[0] == 'w' ? "no zip" : "PK\x03\x04");
        }

        project.Task.ArtifactType = "opentofu-provider";
        project.Task.Files = [.. Directory.GetFiles(project["p"]).Order(StringComparer.Ordinal).Select(path => Item(path))];
        project.Task.ConfigFile = project.Task.ConfigMediaType = "";
        project.Task.PublishDirectory = "";
        using var engine = new KeepingEngine();
        Assert.IsFalse(Publish(engine, project));
        Assert.AreEqual("OCIA5002", engine.Errors.Single().Code, engine.All);
        engine.Dispose();
        Assert.IsEmpty(Sent(registry));
    }

    [TestMethod]
    [DataRow("b.txt")]
    [DataRow("app.spdx.json")]
    public async Task Where_a_file_changed_since_it_was_packed_nothing_is_sent(string file)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry);
        using var engine = new KeepingEngine();
        Assert.IsTrue(Pack(engine, project), engine.All);
        var time = File.GetLastWriteTimeUtc(project[file]);
        var text = File.ReadAllText(project[file]);
        project.Write(file, text.Replace('b', 'x'));
        File.SetLastWriteTimeUtc(project[file], time);
        using (var push = PushOf(engine, project)) Assert.IsFalse(push.Execute());
        Assert.AreEqual("OCIA3002", engine.Errors.Single().Code, engine.All);
        Assert.Contains(project[file], engine.Errors.Single().Message!, StringComparison.Ordinal);
        Assert.IsEmpty(Sent(registry));
    }

    [TestMethod]
    public async Task What_is_right_is_sent_by_the_push_and_by_nothing_else()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry);
        using var engine = new KeepingEngine();
        Assert.IsTrue(Pack(engine, project), engine.All);
        Assert.IsEmpty(Sent(registry));
        using var push = PushOf(engine, project);
        Assert.IsTrue(push.Execute(), engine.All);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
    }

    private static void Spoil(PackFixture project, string what)
    {
        var task = project.Task;
        switch (what)
        {
            case "the first layer is not of its format":
                task.Files = [Item("wrong", ("MediaType", "application/json"), ("Title", "0")), .. task.Files];
                break;
            case "a layer in the middle is not of its format":
                task.Files = [task.Files[0], Item("wrong", ("MediaType", "application/json")), .. task.Files[1..]];
                break;
            case "the last layer is not of its format":
                task.Files = [.. task.Files, Item("wrong", ("MediaType", "application/zip"))];
                break;
            case "the last layer is the layout":
                project.Write("out/a", "a");
                task.Files = [.. task.Files, Item("out")];
                task.LayoutDirectory = project["out"];
                break;
            case "the file of the last layer is gone": task.Files = [.. task.Files, Item("gone.txt", ("MediaType", "text/plain"))]; break;
            case "two layers have one title":
                task.Files = [.. task.Files, Item("wrong", ("MediaType", "text/plain"), ("Title", "a.txt"))];
                break;
            case "a title leads out":
                task.Files = [.. task.Files, Item("wrong", ("MediaType", "text/plain"), ("Title", "../a.txt"))];
                break;
            case "the first referrer is not of its format":
                task.Referrers = [Item("wrong", ("ArtifactType", "spdx")), .. task.Referrers];
                break;
            case "the last referrer is not of its format":
                task.Referrers = [.. task.Referrers, Item("wrong", ("ArtifactType", "sarif"))];
                break;
            case "a referrer has no annotation":
                project.Write("a.dsse", """{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}""");
                task.Referrers = [.. task.Referrers, Item("a.dsse", ("ArtifactType", "in-toto"))];
                break;
            case "the file of a referrer is gone": task.Referrers = [.. task.Referrers, Item("gone.spdx.json")]; break;
            case "a referrer is of no known type": task.Referrers = [.. task.Referrers, Item("a.txt")]; break;
            case "the policy denies a referrer":
                project.Write("policy.json", """{"rules":[{"deny":["application/spdx+json"]}]}""");
                task.Policy = project["policy.json"];
                break;
            case "the policy denies the artifact":
                project.Write("policy.json", """{"rules":[{"deny":["application/vnd.contoso.*"]}]}""");
                task.Policy = project["policy.json"];
                break;
            case "the policy is not understood": project.Write("policy.json", Wrong); task.Policy = project["policy.json"]; break;
            case "the config is no JSON": project.Write("config.json", Wrong); break;
            case "the config is that of an image": task.ConfigMediaType = "application/vnd.oci.image.config.v1+json"; break;
            case "the layout is no layout":
                task.LayoutDirectory = project["publish/../docs"];
                project.Write("docs/notes.txt", "mine");
                break;
            case "the archive cannot be written": task.ArchivePath = project["a.txt/archive.tar"]; break;
            default: throw new NotSupportedException(what);
        }
    }

    private PackFixture Project(TestRegistry registry)
    {
        var project = new PackFixture();
        foreach (var name in (string[])["a.txt", "b.txt", "c.txt"]) project.Write(name, $"This is {name}.");
        project.Write("wrong", Wrong);
        project.Write("config.json", "{}");
        project.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","b":1}""");
        var task = project.Task;
        task.Registry = registry.Host;
        task.Push = "true";
        task.PushFollows = task.AsksTagsAhead = IsEarly;
        task.ArtifactType = "application/vnd.contoso.widget.v1";
        task.ConfigFile = project["config.json"];
        task.ConfigMediaType = "application/vnd.contoso.widget.config.v1+json";
        task.Files = [.. new[] { "a.txt", "b.txt", "c.txt" }.Select(name => Item(name, ("MediaType", "text/plain")))];
        task.Referrers = [Item("app.spdx.json")];
        return project;
    }

    private static bool Publish(KeepingEngine engine, PackFixture project)
    {
        if (!Pack(engine, project)) return false;
        using var push = PushOf(engine, project);
        return push.Execute();
    }

    private static bool Pack(KeepingEngine engine, PackFixture project)
    {
        project.Task.BuildEngine = engine;
        return project.Task.Execute();
    }

    private static PushOciArtifact PushOf(KeepingEngine engine, PackFixture project) =>
        new() { BuildEngine = engine, WorkFolder = project.Task.WorkFolder, ReportFile = project.Task.ReportFile };

    private static IEnumerable<string> Sent(TestRegistry registry) =>
        registry.Requests.Where(request => request.Method is not ("GET" or "HEAD")).Select(request => request.ToString());
}

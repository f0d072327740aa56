using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Pushing;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Incremental;

/// <summary>A second push sends only what the registry does not have.</summary>
[TestClass]
public class UnchangedPushTests
{
    private readonly List<KeepingEngine> _builds = [];

    private protected virtual bool IsEarly => false;

    [TestCleanup]
    public void EndBuilds() => _builds.ForEach(build => build.Dispose());

    [TestMethod]
    [DataRow("1.2.3")]
    [DataRow("1.2.3", "1.2", "1", "latest")]
    public async Task Each_tag_is_asked_for_once(params string[] tags)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry, tags);
        Push(project);
        registry.ClearRequests();
        Pack(project);
        var push = Push(project);
        Assert.AreSequenceEqual(
            tags.Select(tag => $"HEAD /v2/app/manifests/{tag}").Order(StringComparer.Ordinal),
            registry.Requests.Select(request => $"{request.Method} {request.Path}").Order(StringComparer.Ordinal));
        var report = Report(project);
        Assert.IsTrue(report.GetProperty("pushed").GetBoolean());
        Assert.AreEqual(tags.Length, report.GetProperty("requests").GetInt32());
        Assert.AreEqual("present", report.GetProperty("layers")[0].GetProperty("transfer").GetString());
        Assert.AreEqual($"{registry.Host}/app:{tags[0]}@{project.Task.Digest}", push.Reference);
    }

    [TestMethod]
    public async Task The_layers_are_not_even_looked_at()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        Push(project);
        Directory.Delete(project["obj/ociartifacts/layers"], recursive: true);
        Push(project);
    }

    [TestMethod]
    public async Task The_report_is_that_of_a_push()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        Push(project);
        foreach (var _ in (int[])[1, 2])
        {
            Pack(project);
            Assert.IsFalse(Report(project).GetProperty("pushed").GetBoolean());
            Push(project);
            var report = Report(project);
            Assert.IsTrue(report.GetProperty("pushed").GetBoolean());
            Assert.IsTrue(report.GetProperty("layers")[0].GetProperty("cached").GetBoolean());
            Assert.AreEqual(0, report.GetProperty("bytesUploaded").GetInt64());
            Assert.AreEqual(1, report.GetProperty("requests").GetInt64());
        }
    }

    [TestMethod]
    public async Task What_the_registry_lost_is_sent_again()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        Push(project);
        registry.Forget();
        Pack(project);
        Push(project);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
        Assert.AreEqual("uploaded", Report(project).GetProperty("layers")[0].GetProperty("transfer").GetString());
    }

    [TestMethod]
    public async Task A_push_that_trusts_its_receipt_sends_no_request()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        Push(project, trusts: true);
        Assert.IsNotEmpty(registry.Requests);
        registry.ClearRequests();
        Pack(project, trusts: true);
        var push = Push(project, trusts: true);
        Assert.IsEmpty(registry.Requests);
        var report = Report(project);
        Assert.IsTrue(report.GetProperty("pushed").GetBoolean());
        Assert.AreEqual(0, report.GetProperty("requests").GetInt64());
        Assert.AreEqual("present", report.GetProperty("layers")[0].GetProperty("transfer").GetString());
        Assert.AreEqual($"{registry.Host}/app:1.2.3@{project.Task.Digest}", push.Reference);
    }

    [TestMethod]
    [DataRow("content")]
    [DataRow("tag")]
    [DataRow("repository")]
    [DataRow("referrer")]
    public async Task Trust_ends_where_something_else_is_pushed(string what)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        Push(project, trusts: true);
        registry.ClearRequests();
        switch (what)
        {
            case "content": project.Write("publish/App.dll", "changed"); break;
            case "tag": project.Task.Tags = ["1.2.3", "new"]; break;
            case "repository": project.Task.Repository = "team/other"; break;
            default:
                project.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""");
                project.Task.Referrers = [ProjectItems.Item("app.spdx.json")];
                break;
        }

        Pack(project, trusts: true);
        Push(project, trusts: true);
        Assert.Contains("PUT", registry.Requests.Select(request => request.Method));
    }

    [TestMethod]
    public async Task Trust_ends_where_a_tag_was_left_to_the_artifact_of_someone_else()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        Push(project);
        using (var other = new PackFixture())
        {
            other.Write("publish/App.dll", "other");
            other.Task.Registry = registry.Host;
            Pack(other);
            Push(other);
        }

        using (var skipping = PushOf(project, trusts: false))
        {
            skipping.TagPolicy = "Skip";
            Assert.IsTrue(skipping.Execute(), Log(project));
            Assert.IsFalse(Report(project).GetProperty("pushed").GetBoolean());
        }

        registry.ClearRequests();
        Push(project, trusts: true);
        Assert.Contains("PUT", registry.Requests.Select(request => request.Method));
    }

    [TestMethod]
    public async Task A_new_attachment_goes_along_although_the_tag_stays()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        Push(project);
        project.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""");
        project.Task.Referrers = [ProjectItems.Item("app.spdx.json")];
        Pack(project);
        registry.ClearRequests();
        Push(project);
        Assert.HasCount(
            1,
            registry.Requests.Where(
                request => request is { Method: "PUT", Path: var path } && path.Contains("/manifests/", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_damaged_receipt_of_a_push_makes_the_push_ask_again()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        Push(project, trusts: true);
        File.WriteAllText(project["obj/ociartifacts/pushed.receipt"], "OCIARC01");
        registry.ClearRequests();
        Push(project, trusts: true);
        Assert.HasCount(1, registry.Requests);
    }

    [TestMethod]
    public async Task A_question_is_answered_without_sending_anything()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        using (var question = PushOf(project, trusts: false))
        {
            question.FailIfNotIncremental = true;
            Assert.IsFalse(question.Execute());
            Assert.AreSequenceEqual(["OCIA3007"], ErrorCodes(project));
            Assert.IsTrue(registry.Requests.All(request => request.Method == "HEAD"));
        }

        Push(project);
        using var again = PushOf(project, trusts: false);
        again.FailIfNotIncremental = true;
        Assert.IsTrue(again.Execute(), Log(project));
    }

    private PackFixture Packed(TestRegistry registry, params string[] tags)
    {
        var project = new PackFixture();
        project.Task.Registry = registry.Host;
        project.Task.Tags = tags;
        Pack(project);
        return project;
    }

    // Each packing begins a build of its own, whose last task is the push.
    private void Pack(PackFixture project, bool trusts = false)
    {
        if (IsEarly)
        {
            var engine = new KeepingEngine();
            _builds.Add(engine);
            project.Task.BuildEngine = engine;
            project.Task.Push = "true";
            project.Task.PushFollows = true;
            using var prepare = new ResolveOciArtifactTagsEarly
            {
                BuildEngine = engine,
                WorkFolder = project.Task.WorkFolder,
                Registry = trusts ? "" : project.Task.Registry,
            };
            Assert.IsTrue(prepare.Execute(), engine.All);
        }

        Assert.IsTrue(project.Task.Execute(), Log(project));
    }

    private static PushOciArtifact Push(PackFixture project, bool trusts = false)
    {
        var push = PushOf(project, trusts);
        Assert.IsTrue(push.Execute(), Log(project));
        return push;
    }

    private static PushOciArtifact PushOf(PackFixture project, bool trusts) => new()
    {
        BuildEngine = project.Task.BuildEngine,
        ProjectFile = project.Task.ProjectFile,
        WorkFolder = project.Task.WorkFolder,
        ReportFile = project.Task.ReportFile,
        SkipIfUnchanged = trusts ? "true" : "false",
    };

    private static string Log(PackFixture project) =>
        project.Task.BuildEngine is KeepingEngine engine ? engine.All : project.Engine.All;

    private static IEnumerable<string?> ErrorCodes(PackFixture project) => project.Task.BuildEngine is KeepingEngine engine
        ? engine.Errors.Select(error => error.Code)
        : project.Engine.Errors.Select(error => error.Code);

    private static System.Text.Json.JsonElement Report(PackFixture project) =>
        project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];
}

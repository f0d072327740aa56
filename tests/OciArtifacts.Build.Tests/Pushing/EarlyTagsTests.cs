using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Engine;
using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Pushing;

[TestClass]
public sealed class EarlyTagsTests
{
    [TestMethod]
    public async Task What_was_asked_early_is_not_asked_again()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        registry.ClearRequests();
        using var engine = new KeepingEngine();
        Begin(engine, project, registry.Host);
        var push = Push(engine, project);
        Assert.AreSequenceEqual(["HEAD /v2/app/manifests/1.2.3"], registry.Requests.Select(request => $"{request.Method} {request.Path}"));
        Assert.AreEqual($"{registry.Host}/app:1.2.3@{project.Task.Digest}", push.Reference);
        var report = project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];
        Assert.AreEqual(1, report.GetProperty("requests").GetInt64());
        Assert.IsTrue(report.GetProperty("pushed").GetBoolean());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false, DisplayName = "Without early work")]
    public async Task What_changed_since_is_pushed(bool isEarly)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        using var engine = new KeepingEngine();
        if (isEarly) Begin(engine, project, registry.Host);
        project.Write("publish/App.dll", "changed");
        project.Pack();
        Push(engine, project);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
        Assert.HasCount(2, registry.Requests.Where(request => request is { Method: "PUT", Path: "/v2/app/manifests/1.2.3" }));

        // The request of the first push, and the early request of the second one.
        Assert.HasCount(2, registry.Requests.Where(request => request is { Method: "HEAD", Path: "/v2/app/manifests/1.2.3" }));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false, DisplayName = "Without early work")]
    public async Task What_the_registry_lost_is_pushed(bool isEarly)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        registry.Forget();
        using var engine = new KeepingEngine();
        if (isEarly) Begin(engine, project, registry.Host);
        Push(engine, project);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
    }

    [TestMethod]
    public async Task A_look_that_fails_is_forgotten()
    {
        var failures = 0;
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            Fault = request => Interlocked.Decrement(ref failures) == 0 ? new FaultAnswer { Status = 503 } : null,
        });
        using var project = Pushed(registry);
        failures = 1;
        registry.ClearRequests();
        using var engine = new KeepingEngine();
        Begin(engine, project, registry.Host);
        Push(engine, project);

        // The early request that failed, and the request of the push, which succeeded at once.
        Assert.AreSequenceEqual([503, 200], registry.Requests.Select(request => request.Status));
    }

    [TestMethod]
    public void Without_an_earlier_push_no_registry_is_asked()
    {
        using var project = new PackFixture();
        using var engine = new KeepingEngine();
        Begin(engine, project, "localhost:1");
        Assert.IsEmpty(engine.Kept);
    }

    [TestMethod]
    [DataRow("many", "")]
    [DataRow("8", "much")]
    public async Task A_wrong_setting_is_left_to_the_push(string parallel, string chunk)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        registry.ClearRequests();
        using var engine = new KeepingEngine();
        using var begin = new ResolveOciArtifactTagsEarly
        {
            BuildEngine = engine,
            WorkFolder = project.Task.WorkFolder,
            Registry = registry.Host,
            ParallelUploads = parallel,
            UploadChunkSize = chunk,
        };
        Assert.IsTrue(begin.Execute());
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task An_engine_that_keeps_nothing_looks_at_nothing_early()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        registry.ClearRequests();
        using var begin =
            new ResolveOciArtifactTagsEarly { BuildEngine = project.Engine, WorkFolder = project.Task.WorkFolder, Registry = registry.Host };
        Assert.IsTrue(begin.Execute());
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Asking_early_can_be_switched_off(bool isOn)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        using var packing = new KeepingEngine();
        project.Write("publish/App.dll", "changed");
        using var pack = project.Again();
        pack.BuildEngine = packing;
        pack.Push = "true";
        pack.PushFollows = true;
        pack.AsksTagsAhead = isOn;
        Assert.IsTrue(pack.Execute(), packing.All);
        Assert.AreEqual(isOn, KeptForBuild<EarlyTags>.Find(packing, project.Task.WorkFolder) is not null);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_question_is_answered_by_what_was_asked_early(bool isThere)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        if (!isThere) registry.Forget();
        registry.ClearRequests();
        using var engine = new KeepingEngine();
        Begin(engine, project, registry.Host);
        using var question = PushOf(engine, project);
        question.FailIfNotIncremental = true;
        Assert.AreEqual(isThere, question.Execute(), engine.All);
        Assert.AreSequenceEqual(isThere ? [] : ["OCIA3007"], engine.Errors.Select(error => error.Code));
        Assert.IsTrue(registry.Requests.All(request => request.Method == "HEAD"));
    }

    [TestMethod]
    [DataRow("Override", true, true)]
    [DataRow("Override", true, false)]
    [DataRow("Fail", false, true)]
    [DataRow("Fail", false, false)]
    [DataRow("Skip", false, true)]
    [DataRow("Skip", false, false)]
    public async Task A_tag_of_several_that_names_something_else_is_dealt_with_as_the_project_says(
        string policy, bool isGiven, bool isEarly)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry, "1.2.3", "latest");
        var other = registry.AddManifest("app", "latest", "application/vnd.oci.image.manifest.v1+json", "{}"u8.ToArray());
        using var engine = new KeepingEngine();
        if (isEarly) Begin(engine, project, registry.Host);
        using var push = PushOf(engine, project);
        push.TagPolicy = policy;
        Assert.AreEqual(policy != "Fail", push.Execute(), engine.All);
        Assert.IsTrue(registry.TryGetManifest("app", "latest", out var bytes, out _));
        Assert.AreEqual(
            isGiven ? project.Task.Digest : other,
            $"sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}");
    }

    private static PackFixture Pushed(TestRegistry registry, params string[] tags)
    {
        var project = new PackFixture();
        project.Task.Registry = registry.Host;
        if (tags.Length > 0) project.Task.Tags = tags;
        project.Pack();
        using var engine = new KeepingEngine();
        Push(engine, project);
        return project;
    }

    private static void Begin(KeepingEngine engine, PackFixture project, string registry)
    {
        using var begin = new ResolveOciArtifactTagsEarly { BuildEngine = engine, WorkFolder = project.Task.WorkFolder, Registry = registry };
        Assert.IsTrue(begin.Execute());
    }

    private static PushOciArtifact Push(KeepingEngine engine, PackFixture project)
    {
        var push = PushOf(engine, project);
        Assert.IsTrue(push.Execute());
        return push;
    }

    private static PushOciArtifact PushOf(KeepingEngine engine, PackFixture project) =>
        new() { BuildEngine = engine, WorkFolder = project.Task.WorkFolder, ReportFile = project.Task.ReportFile };
}

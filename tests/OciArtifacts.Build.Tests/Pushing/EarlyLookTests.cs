using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Pushing;

[TestClass]
public sealed class EarlyLookTests
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
    public async Task What_changed_since_is_pushed()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        using var engine = new KeepingEngine();
        Begin(engine, project, registry.Host);
        project.Write("publish/App.dll", "changed");
        project.Pack();
        Push(engine, project);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
        Assert.HasCount(2, registry.Requests.Where(request => request is { Method: "PUT", Path: "/v2/app/manifests/1.2.3" }));

        // Of the first push, and the early one of the second.
        Assert.HasCount(2, registry.Requests.Where(request => request is { Method: "HEAD", Path: "/v2/app/manifests/1.2.3" }));
    }

    [TestMethod]
    public async Task What_the_registry_lost_is_pushed()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        registry.Forget();
        using var engine = new KeepingEngine();
        Begin(engine, project, registry.Host);
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

        // The one that failed, and the one of the push, which did not have to be tried again.
        Assert.AreSequenceEqual([503, 200], registry.Requests.Select(request => request.Status));
    }

    [TestMethod]
    public void Without_an_earlier_push_nobody_is_asked()
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
        using var begin = new BeginOciArtifact { BuildEngine = engine, WorkFolder = project.Task.WorkFolder, Registry = registry.Host, ParallelUploads = parallel, UploadChunkSize = chunk };
        Assert.IsTrue(begin.Execute());
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task An_engine_that_keeps_nothing_looks_at_nothing_early()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        registry.ClearRequests();
        using var begin = new BeginOciArtifact { BuildEngine = project.Engine, WorkFolder = project.Task.WorkFolder, Registry = registry.Host };
        Assert.IsTrue(begin.Execute());
        Assert.IsEmpty(registry.Requests);
    }

    private static PackFixture Pushed(TestRegistry registry)
    {
        var project = new PackFixture();
        project.Task.Registry = registry.Host;
        project.Pack();
        using var engine = new KeepingEngine();
        Push(engine, project);
        return project;
    }

    private static void Begin(KeepingEngine engine, PackFixture project, string registry)
    {
        using var begin = new BeginOciArtifact { BuildEngine = engine, WorkFolder = project.Task.WorkFolder, Registry = registry };
        Assert.IsTrue(begin.Execute());
    }

    private static PushOciArtifact Push(KeepingEngine engine, PackFixture project)
    {
        var push = new PushOciArtifact { BuildEngine = engine, WorkFolder = project.Task.WorkFolder, ReportFile = project.Task.ReportFile };
        Assert.IsTrue(push.Execute());
        return push;
    }
}

using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Pushing;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Tasks;

/// <summary>The build fails at its start where the push at its end cannot succeed.</summary>
[TestClass]
public sealed class CheckOciArtifactAccessTests
{
    private static readonly string[] Asked = ["POST /v2/app/blobs/uploads/ 202", "DELETE 204"];

    [TestMethod]
    public async Task An_upload_is_asked_for_and_cancelled()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var engine = new KeepingEngine();
        Assert.IsTrue(Check(engine, registry.Host), engine.All);
        Assert.AreSequenceEqual(Asked, Trace(registry));
    }

    [TestMethod]
    [DataRow(403, "OCIA4005")]
    [DataRow(404, "OCIA4006")]
    [DataRow(400, "OCIA4007")]
    public async Task A_refusal_is_one_error_that_says_that_nothing_was_built(int status, string code)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Fault = _ => FaultAnswer.Error(status, "NO") });
        using var engine = new KeepingEngine();
        Assert.IsFalse(Check(engine, registry.Host));
        var error = engine.Errors.Single();
        Assert.AreEqual(code, error.Code);
        Assert.Contains("nothing was built (OciArtifactCheckAccess=true)", error.Message!);
    }

    [TestMethod]
    public async Task Credentials_that_are_missing_are_an_error()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { UserName = "user", Password = "password" });
        using var engine = new KeepingEngine();
        Assert.IsFalse(Check(engine, registry.Host));
        Assert.AreEqual("OCIA4003", engine.Errors.Single().Code);
    }

    [TestMethod]
    public async Task A_registry_that_is_overloaded_is_left_to_the_push()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Fault = _ => FaultAnswer.Bare(503) });
        using var engine = new KeepingEngine();
        Assert.IsTrue(Check(engine, registry.Host), engine.All);
        Assert.Contains("is not known yet", engine.All);
    }

    [TestMethod]
    [DataRow("OCIA2001", "Bad Name", "8")]
    [DataRow("OCIA2006", "app", "many")]
    public void A_setting_of_the_push_that_is_wrong_is_an_error(string code, string repository, string parallel)
    {
        using var engine = new KeepingEngine();
        Assert.IsFalse(Check(engine, "localhost:1", task => (task.Repository, task.ParallelUploads) = (repository, parallel)));
        Assert.AreEqual(code, engine.Errors.Single().Code);
    }

    [TestMethod]
    public async Task Where_the_tags_of_the_last_push_are_asked_early_that_is_the_check()
    {
        var status = 0;
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Fault = _ => status == 0 ? null : FaultAnswer.Error(status, "NO") });
        using var project = Pushed(registry);
        using var engine = new KeepingEngine();
        registry.ClearRequests();
        Look(engine, project, registry);
        Assert.IsTrue(Check(engine, registry.Host, task => task.WorkFolder = project.Task.WorkFolder), engine.All);
        Assert.AreSequenceEqual(["HEAD"], registry.Requests.Select(request => request.Method));
    }

    [TestMethod]
    [DataRow(0, DisplayName = "a broken connection")]
    [DataRow(503)]
    [DataRow(403, DisplayName = "an account that may push and not pull")]
    public async Task An_early_question_that_fails_is_no_verdict(int status)
    {
        var isFailing = false;
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            Fault = request => !isFailing || !request.Path.Contains("/manifests/", StringComparison.Ordinal)
                ? null
                : status == 0 ? new FaultAnswer { Abort = true } : FaultAnswer.Bare(status),
        });
        using var project = Pushed(registry);
        using var engine = new KeepingEngine();
        isFailing = true;
        registry.ClearRequests();
        Look(engine, project, registry);
        Assert.IsTrue(Check(engine, registry.Host, task => task.WorkFolder = project.Task.WorkFolder), engine.All);
        Assert.Contains(Asked[0], Trace(registry));
    }

    [TestMethod]
    public async Task The_early_question_for_another_repository_proves_nothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        using var engine = new KeepingEngine();
        registry.ClearRequests();
        Look(engine, project, registry);
        Assert.IsTrue(
            Check(engine, registry.Host, task => (task.WorkFolder, task.Repository) = (project.Task.WorkFolder, "other")), engine.All);
        Assert.Contains("POST /v2/other/blobs/uploads/ 202", string.Join('\n', Trace(registry)));
    }

    [TestMethod]
    [DataRow("off")]
    [DataRow("false")]
    public async Task A_project_that_switches_it_off_asks_nothing(string value)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var engine = new KeepingEngine();
        Assert.IsTrue(Check(engine, registry.Host, task => task.CheckAccess = value), engine.All);
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task A_project_that_is_only_built_asks_nothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var engine = new KeepingEngine();
        Assert.IsTrue(Check(engine, registry.Host, task => task.PushFollows = false), engine.All);
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task A_type_that_names_the_repository_in_its_own_files_asks_nothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var engine = new KeepingEngine();
        Assert.IsTrue(Check(engine, registry.Host, task => task.ArtifactType = "helm-chart"), engine.All);
        Assert.IsEmpty(registry.Requests);
        Assert.IsTrue(Check(engine, registry.Host, task => (task.ArtifactType, task.Repository) = ("helm-chart", "app")), engine.All);
        Assert.AreSequenceEqual(Asked, Trace(registry));
    }

    [TestMethod]
    [DataRow("""{ "rules": [ { "allow": [] } ] }""", false, DisplayName = "forbids it")]
    [DataRow("""{ "rules": [ { "denyLayers": ["a/b"] } ] }""", true, DisplayName = "depends on the layers")]
    public async Task A_policy_is_obeyed_before_the_registry_is_asked(string policy, bool succeeds)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var work = new WorkFolder("access");
        using var engine = new KeepingEngine();
        Assert.AreEqual(succeeds, Check(engine, registry.Host, task => task.Policy = work.Write("policy.json", policy)), engine.All);
        Assert.AreSequenceEqual(succeeds ? [] : ["OCIA5010"], engine.Errors.Select(error => error.Code));
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task A_policy_is_about_the_media_type_of_an_alias_that_the_project_defines()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var work = new WorkFolder("access");
        work.Write("widget.json", """
            {
              "alias": "widget", "title": "Widget", "description": "A widget.", "artifactType": "application/vnd.contoso.widget.v1",
              "layers": [{ "name": "any", "mediaTypes": ["text/plain"] }]
            }
            """);
        work.Write("policy.json", """{ "rules": [ { "deny": ["application/vnd.contoso.widget.v1"] } ] }""");
        using var engine = new KeepingEngine();
        Assert.IsFalse(Check(engine, registry.Host, task =>
        {
            (task.ArtifactType, task.Repository) = ("widget", "app");
            (task.ProjectDirectory, task.Policy) = (work.Path, work["policy.json"]);
            task.TypeDefinitions = [ProjectItems.Item("widget.json")];
        }));
        Assert.AreEqual("OCIA5010", engine.Errors.Single().Code);
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task A_build_that_only_asks_what_is_to_be_done_sends_no_request()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var engine = new KeepingEngine();
        Assert.IsTrue(Check(engine, registry.Host, task => task.FailIfNotIncremental = true), engine.All);
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task A_policy_that_permits_the_type_lets_the_registry_be_asked()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var work = new WorkFolder("access");
        using var engine = new KeepingEngine();
        Assert.IsTrue(
            Check(engine, registry.Host, task => task.Policy = work.Write("policy.json", """{ "rules": [ { "deny": ["a/b"] } ] }""")),
            engine.All);
        Assert.AreSequenceEqual(Asked, Trace(registry));
    }

    [TestMethod]
    public async Task A_push_that_is_trusted_when_nothing_changed_asks_nothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Pushed(registry);
        registry.ClearRequests();
        using var engine = new KeepingEngine();
        Assert.IsTrue(
            Check(engine, registry.Host, task => (task.WorkFolder, task.SkipIfUnchanged) = (project.Task.WorkFolder, "true")), engine.All);
        Assert.IsEmpty(registry.Requests);

        // The receipt does not count for another repository.
        Assert.IsTrue(
            Check(
                engine,
                registry.Host,
                task => (task.WorkFolder, task.SkipIfUnchanged, task.Repository) = (project.Task.WorkFolder, "true", "other")),
            engine.All);
        Assert.Contains("POST /v2/other/blobs/uploads/ 202", Trace(registry));
    }

    private static bool Check(KeepingEngine engine, string registry, Action<CheckOciArtifactAccess>? change = null)
    {
        using var check = new CheckOciArtifactAccess
        {
            BuildEngine = engine,
            ProjectFile = "/src/App/App.csproj",
            ProjectName = "App",
            WorkFolder = "/src/App/obj/ociartifacts",
            Registry = registry,
            PushFollows = true,
            StartupDirectory = "/src/Other",
        };
        change?.Invoke(check);
        if (!check.Execute()) return false;
        using var require = new RequireOciArtifactAccess { BuildEngine = engine, WorkFolder = check.WorkFolder };
        return require.Execute();
    }

    private static PackFixture Pushed(TestRegistry registry)
    {
        var project = new PackFixture();
        project.Task.Registry = registry.Host;
        project.Pack();
        project.Push();
        return project;
    }

    private static void Look(KeepingEngine engine, PackFixture project, TestRegistry registry)
    {
        using var begin = new ResolveOciArtifactTagsEarly { BuildEngine = engine, WorkFolder = project.Task.WorkFolder, Registry = registry.Host };
        Assert.IsTrue(begin.Execute(), engine.All);
    }

    private static IEnumerable<string> Trace(TestRegistry registry) => registry.Requests.Select(
        request => request.Method == "DELETE" ? $"DELETE {request.Status}" : $"{request.Method} {request.Path} {request.Status}");
}

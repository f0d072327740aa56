using System.Text.Json;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Pushing;

/// <summary>Layers go to the registry while others are packed, and nothing goes that would not go anyway.</summary>
[TestClass]
public sealed class AheadPushTests
{
    [TestMethod]
    [Timeout(60_000)]
    public async Task Layers_are_sent_before_the_push_and_manifests_and_tags_by_the_push()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry.Host);
        using var engine = new KeepingEngine();
        Pack(engine, project);
        await SentAsync(registry, LayerOf(project));
        Assert.IsEmpty(registry.Tags("app"));
        Assert.IsFalse(registry.Requests.Any(request => request.Method == "PUT" && IsOfManifest(request)));
        Push(engine, project);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task It_asks_and_sends_and_reports_what_a_push_alone_does()
    {
        await using var ahead = await TestRegistry.StartAsync();
        await using var alone = await TestRegistry.StartAsync();
        foreach (var registry in new[] { ahead, alone })
        {
            using var project = Project(registry.Host);
            using var engine = new KeepingEngine();
            project.Task.PushFollows = registry == ahead;
            Pack(engine, project);
            if (registry == ahead) await SentAsync(registry, LayerOf(project));
            Push(engine, project);
            var report = Report(project);
            Assert.AreEqual(registry.Requests.Count, report.GetProperty("requests").GetInt32());
            Assert.AreEqual(registry.Requests.Sum(request => request.BodyBytes), report.GetProperty("bytesUploaded").GetInt64());
            Assert.AreEqual("uploaded", report.GetProperty("layers")[0].GetProperty("transfer").GetString());
        }

        Assert.AreSequenceEqual(Shape(alone), Shape(ahead));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task What_it_did_is_told_by_the_push()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry.Host);
        using var engine = new KeepingEngine();
        Pack(engine, project);
        await SentAsync(registry, LayerOf(project));
        Assert.IsFalse(engine.Messages.Any(IsOfTheLayer), engine.All);
        Push(engine, project);
        Assert.IsTrue(engine.Messages.Any(IsOfTheLayer), engine.All);
        bool IsOfTheLayer((Microsoft.Build.Framework.MessageImportance Importance, string Text) message) =>
            message.Text.Contains("uploaded", StringComparison.OrdinalIgnoreCase) && message.Text.Contains(LayerOf(project)[7..19], StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task What_is_going_to_be_refused_is_refused_before_anybody_is_asked()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry.Host);
        project.Write("policy.json", """{"rules":[{"deny":["*"]}]}""");
        project.Task.Policy = project["policy.json"];
        using var engine = new KeepingEngine();
        project.Task.BuildEngine = engine;
        Assert.IsFalse(project.Task.Execute());
        StringAssert.StartsWith(engine.Errors.Single().Code, "OCIA5010");
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task A_layer_that_is_not_what_it_is_called_is_not_sent()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry.Host);
        project.Task.ArtifactType = "application/vnd.contoso.widget.v1";
        project.Write("data.txt", "this is text");
        project.Task.Files = [Items.Item("data.txt", ("MediaType", "application/vnd.contoso.data.v1+json"))];
        using var engine = new KeepingEngine();
        project.Task.BuildEngine = engine;
        Assert.IsFalse(project.Task.Execute());
        StringAssert.StartsWith(engine.Errors.Single().Code, "OCIA5002");

        // The engine's end waits for all that is under way.
        engine.Dispose();
        var digest = Digest.Sha256("this is text"u8).ToString();
        Assert.IsFalse(registry.Requests.Any(request => request.ToString().Contains(digest, StringComparison.Ordinal)));
        Assert.IsFalse(registry.HasBlob("app", digest));
    }

    [TestMethod]
    public async Task Where_the_tag_names_something_the_layers_wait_for_the_push()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var first = Project(registry.Host);
        using (var engine = new KeepingEngine())
        {
            Pack(engine, first);
            Push(engine, first);
        }

        // A fresh machine, that knows of no earlier push.
        registry.ClearRequests();
        using var second = Project(registry.Host);
        second.Write("publish/App.dll", "changed");
        using (var engine = new KeepingEngine()) Pack(engine, second);
        Assert.IsTrue(registry.Requests.All(request => request is { Method: "HEAD", Path: "/v2/app/manifests/1.2.3" }), string.Join('\n', registry.Requests));
    }

    [TestMethod]
    [DataRow("last push", "1.2.3")]
    [DataRow("no push follows", "1.2.4")]
    [DataRow("no push is wanted", "1.2.4")]
    [DataRow("no registry", "1.2.4")]
    public async Task Nobody_is_asked_anything(string why, string version)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry.Host);
        using (var engine = new KeepingEngine())
        {
            Pack(engine, project);
            Push(engine, project);
        }

        registry.ClearRequests();
        project.Write("publish/App.dll", "changed");
        project.Task.Version = version;
        project.Task.PushFollows = why != "no push follows";
        if (why == "no push is wanted") project.Task.Push = "false";
        if (why == "no registry") project.Task.Registry = "";
        using (var engine = new KeepingEngine()) Pack(engine, project);
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task An_engine_that_keeps_nothing_begins_nothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry.Host);
        project.Pack();
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_look_that_fails_is_left_to_the_push()
    {
        // A registry that does not answer HEAD is asked with GET.
        var failures = 2;
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            Fault = _ => Interlocked.Decrement(ref failures) >= 0 ? FaultAnswer.Bare(403) : null,
        });
        using var project = Project(registry.Host);
        using var engine = new KeepingEngine();
        Pack(engine, project);
        Push(engine, project);
        Assert.AreSequenceEqual(["HEAD 403", "GET 403", "HEAD 404"], registry.Requests.Take(3).Select(request => $"{request.Method} {request.Status}"));
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_registry_that_is_not_there_does_not_keep_anybody_from_packing()
    {
        using var project = Project("127.0.0.1:1");
        using var engine = new KeepingEngine();
        Pack(engine, project);
        Assert.IsTrue(File.Exists(project["obj/ociartifacts/manifest.json"]));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_layer_that_the_registry_refuses_is_the_failure_of_the_push()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "POST" ? FaultAnswer.Error(403, "DENIED") : null,
        });
        using var project = Project(registry.Host);
        using var engine = new KeepingEngine();
        Pack(engine, project);
        using var push = PushOf(engine, project);
        Assert.IsFalse(push.Execute());
        Assert.HasCount(1, engine.Errors, engine.All);
        Assert.IsEmpty(registry.Tags("app"));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_push_waits_for_the_answer_and_does_not_ask_itself()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "HEAD" && IsOfManifest(request) ? new FaultAnswer { Delay = TimeSpan.FromSeconds(1) } : null,
        });
        using var project = Project(registry.Host);
        using var engine = new KeepingEngine();
        Pack(engine, project);
        Push(engine, project);
        Assert.HasCount(1, registry.Requests.Where(request => request is { Method: "HEAD", Path: "/v2/app/manifests/1.2.3" }));
    }

    [TestMethod]
    [Timeout(60_000)]
    [DataRow("HEAD")]
    [DataRow("POST")]
    public async Task A_build_that_ends_without_a_push_ends_what_was_begun(string stalled)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == stalled ? new FaultAnswer { Stall = true } : null,
        });
        using var project = Project(registry.Host);
        using (var engine = new KeepingEngine())
        {
            Pack(engine, project);
            while (!registry.Requests.Any(request => request.Method == stalled)) await Task.Delay(10);
        }

        Assert.IsFalse(registry.HasBlob("app", LayerOf(project)));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task What_nobody_took_over_is_ended_when_the_same_is_packed_again()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Project(registry.Host);
        using var engine = new KeepingEngine();
        Pack(engine, project);
        var first = engine.Kept.Values.OfType<PushSession>().Single();
        project.Write("publish/App.dll", "changed");
        Pack(engine, project);
        Assert.AreNotSame(first, engine.Kept.Values.OfType<PushSession>().Single());
        Push(engine, project);
        Assert.IsTrue(registry.HasBlob("app", LayerOf(project)));
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task It_speaks_to_the_registry_as_the_push_would()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { UseTls = true });
        using var project = Project(registry.Host);
        project.Task.InsecureRegistries = [registry.Host];
        project.Task.UploadChunkSize = "4";
        using var engine = new KeepingEngine();
        Pack(engine, project);
        await SentAsync(registry, LayerOf(project));
        Assert.IsTrue(registry.Requests.Any(request => request.Method == "PATCH"), string.Join('\n', registry.Requests));
    }

    private static PackFixture Project(string registry)
    {
        var project = new PackFixture();
        project.Task.Registry = registry;
        project.Task.Push = "true";
        project.Task.PushFollows = true;
        return project;
    }

    private static void Pack(KeepingEngine engine, PackFixture project)
    {
        project.Task.BuildEngine = engine;
        Assert.IsTrue(project.Task.Execute(), engine.All);
    }

    private static void Push(KeepingEngine engine, PackFixture project)
    {
        using var push = PushOf(engine, project);
        Assert.IsTrue(push.Execute(), engine.All);
    }

    private static PushOciArtifact PushOf(KeepingEngine engine, PackFixture project) => new()
    {
        BuildEngine = engine,
        WorkFolder = project.Task.WorkFolder,
        ReportFile = project.Task.ReportFile,
        InsecureRegistries = project.Task.InsecureRegistries,
    };

    private static async Task SentAsync(TestRegistry registry, string digest)
    {
        while (!registry.HasBlob("app", digest)) await Task.Delay(10);
    }

    private static bool IsOfManifest(RecordedRequest request) => request.Path.Contains("/manifests/", StringComparison.Ordinal);

    private static JsonElement Report(PackFixture project) => project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];

    private static string LayerOf(PackFixture project) =>
        project.Json("obj/ociartifacts/manifest.json").GetProperty("layers")[0].GetProperty("digest").GetString()!;

    // Upload sessions have names that nobody knows before.
    private static IEnumerable<string> Shape(TestRegistry registry) => registry.Requests
        .Select(request => $"{request.Method} {request.Path.Split("/uploads/")[0]} {request.BodyBytes}").Order(StringComparer.Ordinal);
}

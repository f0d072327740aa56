using System.Text.Json;
using Microsoft.Build.Framework;
using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Pushing;

/// <summary>The outputs, the report and the log of a push with a tag policy, mounts, retries or chunks.</summary>
[TestClass]
public sealed class PushOutcomeTests
{
    private const string Report = "obj/ociartifacts/result.json";

    [TestMethod]
    public async Task Fail_is_an_error_and_leaves_tag_registry_and_report_as_they_were()
    {
        await using var registry = await TaggedAsync("app", "1.2.3");
        using var engine = new KeepingEngine();
        using var project = Packed(registry);
        var packed = File.ReadAllText(project[Report]);
        registry.ClearRequests();

        Assert.IsFalse(PushOf(project, engine, "Fail").Execute());
        var error = engine.Errors.Single();
        Assert.AreEqual("OCIA4015", error.Code);
        StringAssert.StartsWith(error.Message, $"The tag 1.2.3 should name {project.Task.Digest}, but names ");
        Assert.AreEqual(packed, File.ReadAllText(project[Report]));
        CollectionAssert.AreEqual(new[] { "HEAD" }, registry.Requests.Select(request => request.Method).ToArray());
    }

    [TestMethod]
    public async Task Skip_is_success_that_says_what_was_left()
    {
        await using var registry = await TaggedAsync("app", "1.2.3");
        using var engine = new KeepingEngine();
        using var project = Packed(registry);
        registry.ClearRequests();

        var push = PushOf(project, engine, "Skip");
        Assert.IsTrue(push.Execute(), engine.All);
        Assert.HasCount(1, registry.Requests);
        Assert.AreEqual(
            (MessageImportance.High, $"{registry.Host}/app:1.2.3 is another artifact, and was left as it is (OciArtifactTagPolicy=Skip)."),
            engine.Messages.Single());
        var report = Read(project);
        Assert.IsFalse(report.GetProperty("pushed").GetBoolean());
        Assert.AreEqual(0, report.GetProperty("tags").GetArrayLength());
        Assert.AreEqual((0L, 1L), (report.GetProperty("bytesUploaded").GetInt64(), report.GetProperty("requests").GetInt64()));
        Assert.AreEqual("none", Transfer(report));
        Assert.AreEqual("false", push.Artifact!.GetMetadata("Pushed"));
        Assert.AreEqual("", push.Artifact.GetMetadata("Tags"));
    }

    [TestMethod]
    public async Task Skip_names_only_the_tags_that_stay_and_keeps_the_order_of_the_others()
    {
        await using var registry = await TaggedAsync("app", "taken");
        using var engine = new KeepingEngine();
        using var first = Packed(registry, project => project.Task.Tags = ["second"]);
        Assert.IsTrue(PushOf(first, engine, "Skip").Execute(), engine.All);
        using var project = Packed(registry, project => project.Task.Tags = ["first", "taken", "second"]);
        var push = PushOf(project, engine, "Skip");
        Assert.IsTrue(push.Execute(), engine.All);

        CollectionAssert.AreEqual(
            new[] { "first", "second" }, Read(project).GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ToArray());
        Assert.AreEqual($"{registry.Host}/app:first@{project.Task.Digest}", push.Reference);
        StringAssert.Contains(
            engine.Messages.Single(message => message.Importance == MessageImportance.High).Text, "/app:taken is another artifact");
        Assert.AreEqual("present", Transfer(Read(project)));
    }

    [TestMethod]
    public async Task A_layer_that_another_project_of_the_build_has_pushed_is_mounted()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var engine = new KeepingEngine();
        using var first = Packed(registry, project => project.Task.Repository = "team/one");
        using var second = Packed(registry, project => project.Task.Repository = "team/two");
        Assert.IsTrue(PushOf(first, engine).Execute(), engine.All);
        Assert.IsTrue(PushOf(second, engine).Execute(), engine.All);

        Assert.AreEqual("uploaded", Transfer(Read(first)));
        var report = Read(second);
        Assert.AreEqual("mounted", Transfer(report));
        Assert.AreEqual(report.GetProperty("size").GetInt64(), report.GetProperty("bytesUploaded").GetInt64());
        Assert.AreEqual(
            registry.Requests.Count, Read(first).GetProperty("requests").GetInt32() + report.GetProperty("requests").GetInt32());
        CollectionAssert.AreEqual(new[] { "1.2.3" }, registry.Tags("team/two").ToArray());
        Assert.IsTrue(engine.Messages.Any(message => message.Text.StartsWith("app: mounted, ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Without_a_shared_engine_nothing_is_known_of_the_other_project()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var first = Packed(registry, project => project.Task.Repository = "team/one");
        using var second = Packed(registry, project => project.Task.Repository = "team/two");
        Assert.IsTrue(PushOf(first, first.Engine).Execute(), first.Engine.All);
        Assert.IsTrue(PushOf(second, second.Engine).Execute(), second.Engine.All);
        Assert.AreEqual("uploaded", Transfer(Read(second)));
    }

    [TestMethod]
    public async Task A_transient_fault_is_a_visible_message_and_no_error()
    {
        var plan = FaultPlan.First(1, FaultAnswer.Error(503, "BUSY"), request => request.Method == "POST");
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Fault = plan.Answer });
        using var engine = new KeepingEngine();
        using var project = Packed(registry);
        Assert.IsTrue(PushOf(project, engine).Execute(), engine.All);
        var line = engine.Messages.Single(message => message.Importance == MessageImportance.High).Text;
        StringAssert.Matches(line, new System.Text.RegularExpressions.Regex(
            @"^POST http://localhost:\d+/v2/app/blobs/uploads/: 503 Service Unavailable\. The registry says: BUSY: injected fault\. "
                + @"It is tried again in \d\.\d s\.$"));
        Assert.AreEqual(registry.Requests.Count, Read(project).GetProperty("requests").GetInt32());
    }

    [TestMethod]
    public async Task Chunks_are_of_the_size_that_is_set()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var engine = new KeepingEngine();
        using var project = Packed(registry, project => project.Task.Compression = "none");
        var push = PushOf(project, engine);
        push.UploadChunkSize = "512";
        Assert.IsTrue(push.Execute(), engine.All);
        var chunks = registry.Requests.Where(request => request.Method == "PATCH").Select(request => request.ContentLength).ToArray();
        CollectionAssert.Contains(chunks, 512L);
        Assert.IsTrue(chunks.All(length => length <= 512));
    }

    [TestMethod]
    public async Task The_pushed_item_has_what_the_packed_one_had()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var engine = new KeepingEngine();
        using var project = Packed(registry, static project =>
        {
            project.Task.LayoutDirectory = project["layout"];
            project.Task.RuntimeIdentifier = "linux-x64";
        });
        var push = PushOf(project, engine);
        Assert.IsTrue(push.Execute(), engine.All);
        Assert.AreEqual(
            (project["layout"], "linux-x64", "net10.0", "true"),
            (Of("LayoutDirectory"), Of("RuntimeIdentifier"), Of("TargetFramework"), Of("Pushed")));
        string Of(string name) => push.Artifact!.GetMetadata(name);
    }

    private static async Task<TestRegistry> TaggedAsync(string repository, string tag)
    {
        var registry = await TestRegistry.StartAsync();
        registry.AddManifest(repository, tag, "application/vnd.oci.image.manifest.v1+json", "{}"u8.ToArray());
        return registry;
    }

    private static PackFixture Packed(TestRegistry registry, Action<PackFixture>? change = null)
    {
        var project = new PackFixture();
        project.Task.Registry = registry.Host;
        change?.Invoke(project);
        project.Pack();
        return project;
    }

    private static PushOciArtifact PushOf(PackFixture project, IBuildEngine engine, string policy = "Override") => new()
    {
        BuildEngine = engine,
        ProjectFile = project.Task.ProjectFile,
        WorkFolder = project.Task.WorkFolder,
        ReportFile = project.Task.ReportFile,
        TagPolicy = policy,
    };

    private static JsonElement Read(PackFixture project) => project.Json(Report).GetProperty("artifacts")[0];

    private static string? Transfer(JsonElement report) => report.GetProperty("layers")[0].GetProperty("transfer").GetString();
}

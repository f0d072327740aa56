using System.Text.Json.Nodes;
using OciArtifacts.Build.Ahead;
using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Packing;
using OciArtifacts.Build.Pushing;
using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Pushing;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Ahead;

/// <summary>Early work saves time and changes nothing else.</summary>
[TestClass]
public sealed class EarlyWorkTests
{
    private const string PackedEarly = "packed while the project was built";

    [TestMethod]
    public async Task The_same_publishes_with_and_without_early_work_give_the_same_digests_reports_and_registry_content()
    {
        await using var registry = await TestRegistry.StartAsync();
        var (with, messages) = await PublishesAsync(registry, isEarly: true);
        registry.Forget();
        var (without, others) = await PublishesAsync(registry, isEarly: false);
        for (var i = 0; i < with.Count; i++) Assert.AreEqual(without[i], with[i]);
        Assert.HasCount(3, with.Distinct());

        // Otherwise this test would compare a publish with itself.
        Assert.HasCount(2, messages.Where(message => message.Contains(PackedEarly, StringComparison.Ordinal)));
        Assert.DoesNotContain(PackedEarly, string.Join('\n', others));
    }

    [TestMethod]
    public async Task A_packing_and_a_push_are_complete_without_any_early_work()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var with = Project(registry);
        using var project = Project(registry);
        with.Pack();
        var cache = DigestCache.Load(WorkFolders.Digests(project.Task.WorkFolder), TimeProvider.System);
        var pack = new PackRun(PackInputs.Read(project.Task), cache, project.Task, new NoEarlyWork());
        var receipt = await pack.RunAsync(Digest.Sha256("key"u8), CancellationToken.None);
        new ReceiptFile(project.Task.WorkFolder).Write(receipt!);
        var push = new PushRun(project.Engine, project.Task.WorkFolder, project.Task.PushSettings.Read(), new NoEarlyWork())
        {
            LogFor = record => new PushLog(project.Task.Log, record),
        };
        var (record, outcome) = await push.RunAsync(CancellationToken.None);
        Assert.IsTrue(outcome.Pushed);
        Assert.AreEqual(with.Task.Digest, record.Root.Digest.ToString());
        Assert.AreSequenceEqual(["1.2.3", "latest"], registry.Tags("app").Order(StringComparer.Ordinal));
    }

    // A first publish, one without a change, and one with a change: what each one left behind.
    private static async Task<(List<string> Results, List<string> Messages)> PublishesAsync(TestRegistry registry, bool isEarly)
    {
        using var project = Project(registry);
        var results = new List<string>();
        var messages = new List<string>();
        foreach (var app in (string[])["app", "app", "changed"])
        {
            if (app == "changed") project.Write("publish/App.dll", app);

            // A file that was written a moment ago is read again by the next publish.
            await Task.Delay(200);
            registry.ClearRequests();
            using var engine = new KeepingEngine();
            Publish(engine, project, isEarly);
            messages.AddRange(engine.Messages.Select(message => message.Text));
            results.Add($"{project.Task.Digest}\n{Report(project, registry)}\n{string.Join('\n', registry.Contents)}");
        }

        return (results, messages);
    }

    private static void Publish(KeepingEngine engine, PackFixture project, bool isEarly)
    {
        if (isEarly)
        {
            using var prepare = new ResolveOciArtifactTagsEarly
            {
                BuildEngine = engine,
                WorkFolder = project.Task.WorkFolder,
                Registry = project.Task.Registry,
            };
            Assert.IsTrue(prepare.Execute(), engine.All);
            using var layers = new PackPackageLayersEarly
            {
                BuildEngine = engine,
                WorkFolder = project.Task.WorkFolder,
                References =
                [
                    Item(project["packages/Pack.dll"], ("NuGetPackageId", "Pack"), ("NuGetPackageVersion", "1.0.0")),
                    Item(project["packages/Run.dll"], ("NuGetPackageId", "Runtime"), ("NuGetPackageVersion", "10.0.0")),
                ],
                RuntimePacks = project.Task.RuntimePacks,
                Compression = "gzip",
                CompressionLevel = "Optimal",
            };
            Assert.IsTrue(layers.Execute(), engine.All);
        }

        project.Task.BuildEngine = engine;
        project.Task.AsksTagsAhead = isEarly;
        Assert.IsTrue(project.Task.Execute(), engine.All);
        using var push = new PushOciArtifact
        {
            BuildEngine = engine,
            WorkFolder = project.Task.WorkFolder,
            ReportFile = project.Task.ReportFile,
        };
        Assert.IsTrue(push.Execute(), engine.All);
    }

    // The number of requests may differ. It has to be right.
    private static string Report(PackFixture project, TestRegistry registry)
    {
        var report = JsonNode.Parse(File.ReadAllBytes(project.Task.ReportFile))!;
        var artifact = report["artifacts"]![0]!.AsObject();
        Assert.AreEqual(registry.Requests.Count, artifact["requests"]!.GetValue<int>());
        artifact.Remove("requests");
        return report.ToJsonString();
    }

    private static PackFixture Project(TestRegistry registry)
    {
        var project = new PackFixture();
        foreach (var folder in (string[])["packages/", "publish/"])
        {
            project.Write($"{folder}Pack.dll", "pack");
            project.Write($"{folder}Run.dll", new string('r', 3_000_000));
        }

        project.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""");
        project.Task.PublishedFiles =
        [
            Item("1", ("RelativePath", "Pack.dll"), ("NuGetPackageId", "Pack"), ("NuGetPackageVersion", "1.0.0")),
            Item("2", ("RelativePath", "Run.dll"), ("NuGetPackageId", "Runtime"), ("NuGetPackageVersion", "10.0.0")),
        ];
        project.Task.RuntimePacks = [Item("Runtime", ("NuGetPackageId", "Runtime"))];
        project.Task.Referrers = [Item("app.spdx.json")];
        project.Task.Registry = registry.Host;
        project.Task.Tags = ["1.2.3", "latest"];
        project.Task.Push = "true";
        project.Task.PushFollows = true;
        return project;
    }
}

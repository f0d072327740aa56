using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Pushing;

/// <summary>An artifact that only its digest names: one machine's part of an index.</summary>
[TestClass]
public sealed class NoTagTests
{
    [TestMethod]
    public async Task A_push_without_tags_is_reported_as_pushed()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        using var push = Push(project);
        var report = project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];
        Assert.IsTrue(report.GetProperty("pushed").GetBoolean());
        Assert.AreEqual(0, report.GetProperty("tags").GetArrayLength());
        Assert.AreEqual($"{registry.Host}/app@{project.Task.Digest}", push.Reference);
        Assert.AreEqual("true", push.Artifact!.GetMetadata("Pushed"));
        Assert.IsNotNull(new ReceiptFile(project.Task.WorkFolder).ReadPushed());
        Assert.IsEmpty(registry.Tags("app"));
    }

    private static PackFixture Packed(TestRegistry registry)
    {
        var project = new PackFixture();
        project.Task.Registry = registry.Host;
        project.Pack();
        var receipts = new ReceiptFile(project.Task.WorkFolder);
        var packed = receipts.ReadPacked()!;
        receipts.Write(packed with { Record = packed.Record with { Destination = packed.Record.Destination with { Tags = [] } } });
        return project;
    }

    private static PushOciArtifact Push(PackFixture project)
    {
        var push = new PushOciArtifact
        {
            BuildEngine = project.Engine,
            ProjectFile = project.Task.ProjectFile,
            WorkFolder = project.Task.WorkFolder,
            ReportFile = project.Task.ReportFile,
        };
        Assert.IsTrue(push.Execute(), project.Engine.All);
        return push;
    }
}
